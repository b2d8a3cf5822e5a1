"""Our side of a measurement: start a worker, hand it the images, check and parse its lines."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.environments import last_line
from bench.peers.worker import Facts
from contract.errors import PocketOcrError

MINUTES = 60
"""That one pass may take."""


class WorkerError(PocketOcrError):
    """A worker failed, or did not say what the protocol asks for."""


@dataclass(frozen=True)
class Pass:
    """One pass over the images: a text for each, in order, and the last line."""

    texts: tuple[str, ...]
    facts: Facts


def run_worker(
    command: Sequence[str], images: Sequence[Path], environment: Mapping[str, str] | None = None
) -> Pass:
    """Run a worker once; one process, so that load time and memory are its own.

    Raises:
        WorkerError: it cannot be started, failed, hung, or its output is not a full pass.
    """
    paths = [str(path.absolute()) for path in images]
    try:
        done = subprocess.run(
            command,
            input="\n".join(paths),
            capture_output=True,
            text=True,
            timeout=60 * MINUTES,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WorkerError(f"the worker did not run: {error}") from None
    if done.returncode:
        raise WorkerError(
            f"the worker failed with exit code {done.returncode}: {last_line(done.stderr)}"
        )
    return parse(done.stdout, paths)


def parse(output: str, paths: Sequence[str]) -> Pass:
    """A worker's JSON lines.

    Raises:
        WorkerError: not a line for each path in order, and one with all the facts.
    """
    try:
        *words, facts = [json.loads(line) for line in output.splitlines()]
        files, texts = [word["file"] for word in words], tuple(word["text"] for word in words)
        lacking = Facts.__required_keys__ - facts.keys()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WorkerError(f"the worker's output does not follow the protocol: {error!r}") from None
    if lacking:
        raise WorkerError(f"the worker's last line lacks {', '.join(sorted(lacking))}")
    if files != list(paths):
        raise WorkerError(f"the worker read {len(files)} images, not the {len(paths)} asked for")
    return Pass(texts, facts)
