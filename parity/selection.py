"""Which runners run: those that are asked for, or those that are here."""

from collections.abc import Sequence
from pathlib import Path

from contract.errors import PocketOcrError
from parity.runners import ALL, REPORT, RUNNERS, Runner, runner

SLOW = ("arm64",)
"""An emulated CPU needs a quarter of an hour for each model."""


def select(
    names: Sequence[str], models: Sequence[Path], weights: Path, reports: bool
) -> tuple[list[Runner], dict[str, str]]:
    """Runners to run, and why others that might have run do not.

    Args:
        names: as the user gave them: `all` are all that are here. None: all that are here, can
            run a bundle's model and are not SLOW; or none, if there are reports to check.
        models: the bundles' files.
        weights: what they were made from; torch runs it.
        reports: whether devices' reports are given.

    Raises:
        PocketOcrError: one that is named is not known, is not here, or can run no file; or there
            is nothing to do.
    """
    if REPORT in names and not reports:
        raise PocketOcrError("--runner report checks what a device wrote: name it with --from FILE")
    files = [*models, weights] if names else models
    every = ALL in names or not (names or reports)
    chosen = [name for name in RUNNERS if every or name in names]
    chosen += [name for name in names if name not in (*chosen, ALL, REPORT)]  # unknown ones
    found: list[Runner] = []
    absent: dict[str, str] = {}
    for name in chosen:
        one = runner(name)
        why = one.missing()
        if not names and name in SLOW:
            why = f"it takes long: ask for it with --runner {name}"
        if not any(file.name.endswith(one.suffixes) for file in files):
            why = f"it runs *{', *'.join(one.suffixes)}, and there is no such file"
        if why and name in names:
            raise PocketOcrError(f"the runner {name} cannot run: {why}")
        if why:
            absent[name] = why
        else:
            found.append(one)
    if not found and not reports:
        reasons = "; ".join(f"{name}: {why}" for name, why in absent.items())
        raise PocketOcrError(f"no runner can run ({reasons})")
    return found, absent
