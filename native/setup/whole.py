"""A part of the cache folder is made once, and is whole or absent."""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

STAMP = "part.json"

Fill = Callable[[Path, Path], Mapping[str, object]]
"""Fills an empty folder, with another one to work in; returns facts for the stamp."""


def make_part(name: str, cache: Path, key: str, fill: Fill) -> Path:
    """The folder `cache`/`name`, filled if it is absent or was filled by another recipe.

    Args:
        name: of the part.
        cache: the folder of all parts; made if it is not there.
        key: digest of all that the part is made of and by.
        fill: what makes it.

    Returns:
        The folder. What `fill` raises leaves the part that was there before.
    """
    folder = cache / name
    if stamp(folder).get("key") == key:
        say(name, f"{folder} is ready")
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with TemporaryDirectory(dir=cache, prefix=f".{name}.") as temporary:
        part, work = Path(temporary, "part"), Path(temporary, "work")
        part.mkdir()
        work.mkdir()
        facts = {"key": key} | dict(fill(part, work))
        size, seconds = _megabytes(part), round(time.monotonic() - started)
        facts |= {"megabytes": size, "seconds": seconds}
        (part / STAMP).write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")
        if folder.exists():
            os.replace(folder, Path(temporary) / "old")
        os.replace(part, folder)
    say(name, f"{folder}, {size} MB, {seconds} s")
    return folder


def stamp(folder: Path) -> dict[str, object]:
    """What a part's stamp says; empty if the part is absent or its stamp is no JSON."""
    try:
        return dict(json.loads((folder / STAMP).read_text()))
    except (OSError, ValueError):
        return {}


def say(name: str, what: str) -> None:
    """Tell what happens to a part."""
    print(f"{name}: {what}", file=sys.stderr, flush=True)


def _megabytes(folder: Path) -> int:
    files = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return round(sum(p.stat().st_size for p in files) / 1e6)
