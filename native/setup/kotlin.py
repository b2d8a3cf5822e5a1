"""The part `kotlin`: JetBrains' compiler, for checking and running the Android library's Kotlin."""

from pathlib import Path

from native.setup import npm

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
    return npm.make_package_part(NAME, COMPILER, cache, _make_runnable)


def _make_runnable(part: Path) -> None:
    for program in (part / "bin").glob("kotlin*"):
        program.chmod(0o755)
