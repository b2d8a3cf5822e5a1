"""A digest of our own code: what it computed may be kept as long as it is the same."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = (".py", ".txt")
"""Code, and the texts that it comes with."""


@cache
def sources_digest(*places: str) -> str:
    """SHA-256, in hex, of names and contents of the sources in folders, or of files.

    Args:
        places: paths from the folder that holds our packages: "detector", "contract/numbers.py".
    """
    found = hashlib.sha256()
    paths = {path for place in places for path in ((ROOT / place), *(ROOT / place).rglob("*"))}
    for path in sorted(paths):
        if path.suffix in KINDS and path.is_file():
            found.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return found.hexdigest()
