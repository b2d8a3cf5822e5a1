"""Whether the core does on a machine exactly what the reference does, page by page.

Layer (a) of parity: the same page gives the same regions, characters, lines and tiles, and the same
logits give the same page, to the last coordinate and confidence. Layer (b) is `python -m parity`,
where the machine's own net reads; here its words are compared as well.
"""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from contract.errors import PocketOcrError
from model.backends import Backend
from parity.native.machine import Machine, environment
from parity.native.recording import record
from parity.native.session import Session
from parity.pages import page_read
from parity.trace import trace


@dataclass(frozen=True)
class PageCheck:
    """A page: where it differs from the reference, one sentence each.

    tiles: read for it. words: on it. moved: words with another box or confidence when the machine's
    own net reads; its arithmetic decides that.
    """

    name: str
    tiles: int
    words: int
    moved: int
    differences: tuple[str, ...]


def check_page(
    name: str,
    grey: np.ndarray,
    machine: Machine,
    session: Session,
    bundle: Path,
    backend: Backend,
    *,
    own_net: bool = True,
) -> PageCheck:
    """Compare a page, uint8 [H, W], read by a session and by the reference through `backend`.

    `own_net` lets the machine's own net read it, too: slow where it is emulated.

    Raises:
        PocketOcrError: something cannot run.
    """
    wanted = record(grey, backend)
    differences = [*_trace_differences(grey, machine, bundle)]
    answer: dict[str, Any] = {"tiles": 0}
    try:
        answer = session.page(grey, replay=wanted)
        if where := first_difference(wanted.page, answer["page"]):
            differences.append(f"with the same logits the page differs at {where}")
    except PocketOcrError as error:
        differences.append(f"with the same logits: {error}")
    ours, moved = page_read(name, wanted.page), 0
    if own_net:
        theirs = page_read(name, session.page(grey)["page"])
        if where := first_difference(ours.texts, theirs.texts):
            differences.append(f"with its own net other words are read, at {where}")
        else:
            moved = sum(a != b for a, b in zip(ours.words, theirs.words, strict=True))
        if ours.rotation != theirs.rotation:
            differences.append("with its own net the page is turned otherwise")
    return PageCheck(name, answer["tiles"], len(ours.words), moved, tuple(differences))


def _trace_differences(grey: np.ndarray, machine: Machine, bundle: Path) -> Iterator[str]:
    wanted = trace(grey)
    found, pixels = native_trace(grey, machine, bundle)
    if where := first_difference(wanted.as_dict(), found):
        yield f"what the detector finds differs at {where}"
    if wanted.pixels.tobytes() != pixels:
        yield "the tiles' pixels differ"


def native_trace(grey: np.ndarray, machine: Machine, bundle: Path) -> tuple[dict[str, Any], bytes]:
    """The trace of a page, uint8 [H, W], as the core's program prints it, and the tiles' pixels.

    Raises:
        PocketOcrError: the program failed.
    """
    with TemporaryDirectory(prefix="pocket-ocr-") as folder:
        page, tiles = Path(folder, "page.pgm"), Path(folder, "tiles")
        page.write_bytes(b"P5\n%d %d\n255\n" % grey.shape[::-1] + grey.tobytes())
        command = (machine.tool, "trace", page, "--bundle", bundle.absolute(), "--tiles", tiles)
        given = [*machine.program, *map(str, command)]
        done = subprocess.run(given, capture_output=True, text=True, env=environment())
        if done.returncode:
            raise PocketOcrError(f"{machine.title}: `trace` failed: {done.stderr.strip()}")
        return json.loads(done.stdout), tiles.read_bytes()


def first_difference(wanted: Any, found: Any, at: str = "") -> str:
    """Where two values of JSON types differ first, and how; empty if nowhere."""
    if type(wanted) is not type(found):
        return f"{at or 'the top'}: {_short(wanted)} is {_short(found)}"
    if isinstance(wanted, dict):
        if wanted.keys() != found.keys():
            return f"{at or 'the top'}: keys {sorted(wanted)} are {sorted(found)}"
        pairs = [(f"{at}.{key}".lstrip("."), value, found[key]) for key, value in wanted.items()]
    elif isinstance(wanted, list):
        pairs = [(f"{at}[{i}]", *pair) for i, pair in enumerate(zip(wanted, found, strict=False))]
    else:
        return "" if wanted == found else f"{at or 'the top'}: {wanted!r} is {found!r}"
    for place, one, other in pairs:
        if where := first_difference(one, other, place):
            return where
    if len(wanted) != len(found):
        return f"{at or 'the top'}: {len(wanted)} entries are {len(found)}"
    return ""


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
