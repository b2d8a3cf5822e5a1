"""The part `kotlin`: JetBrains' compiler, for checking and running the Android library's Kotlin."""

import hashlib
from pathlib import Path

from native.setup import npm
from native.setup.whole import make_part, say

COMPILER = npm.Package(
    "kotlin-compiler",
    "2.4.20",
    "sha512-IF5IVM7LpPhA/ntHQQpaVt1yxpaaQovtEVYLyqWMuaLr0XelLPPm7/sM6HLhtcRjjjoSsK7I7lP2kzYJkMy73w==",
)
NAME = "kotlin"


def prepare(cache: Path) -> Path:
    """The folder `cache`/kotlin: the compiler, to be run by a JDK; made if it is not there.

    Raises:
        SetupError: it cannot be made here.
    """
    code = b"".join(path.read_bytes() for path in (Path(__file__), Path(npm.__file__)))
    return make_part(NAME, cache, hashlib.sha256(code).hexdigest(), _fill)


def _fill(part: Path, _: Path) -> dict[str, object]:
    say(NAME, f"{COMPILER.name} {COMPILER.version} of npm, 90 MB")
    npm.fetch(COMPILER, part)
    for program in (part / "bin").glob("kotlin*"):
        program.chmod(0o755)
    return {"version": COMPILER.version}
