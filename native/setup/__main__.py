"""`python -m native.setup host arm64`: what the device core and the demos are built with."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from native.setup import actionlint, android, kotlin, parts, swift

CACHE = Path(".cache/native")

app = typer.Typer(add_completion=False)


class Part(StrEnum):
    """What can be prepared: each is a folder of the cache."""

    HOST = "host"
    ARM64 = "arm64"
    ACTIONLINT = "actionlint"
    ANDROID = "android"
    KOTLIN = "kotlin"
    SWIFT = "swift"


PREPARE: dict[Part, Callable[[Path], Path]] = {
    Part.HOST: lambda cache: parts.prepare("host", cache),
    Part.ARM64: lambda cache: parts.prepare("arm64", cache),
    Part.ACTIONLINT: actionlint.prepare,
    Part.ANDROID: android.prepare,
    Part.KOTLIN: kotlin.prepare,
    Part.SWIFT: swift.prepare,
}
"""How each is made, in the cache folder; returns its own folder."""


@app.command()
def main(
    wanted: Annotated[list[Part], typer.Argument(metavar="PART...", help="What to prepare.")],
    cache: Annotated[Path, typer.Option(help="Where the parts are kept.")] = CACHE,
) -> None:
    """Unpack compilers and libraries into a folder: no root needed.

    Each part is made once and is whole or absent. `host` and `arm64` are of Debian 12's packages:
    OpenCV, a cross compiler and an emulated arm64 root. CMake's presets in native/ look for them
    in .cache/native; `arm64/bin/run` runs arm64 programs, `arm64/bin/python` is Python with LiteRT.
    `actionlint` checks GitHub's workflows.
    `android` checks Android's resources, manifests and style: aapt2, ktlint, stubs of its API.
    `kotlin` is JetBrains' compiler from npm, to be run by a JDK.
    `swift` is Debian 13 with a Swift compiler, whose programs run by `swift/bin/run`.
    """
    for part in dict.fromkeys(wanted):
        print(PREPARE[part](cache))


if __name__ == "__main__":
    run(app)
