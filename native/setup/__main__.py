"""`python -m native.setup host arm64`: the parts that the device core is built and run with."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from native.setup.parts import prepare

CACHE = Path(".cache/native")

app = typer.Typer(add_completion=False)


class Part(StrEnum):
    """See native.setup.parts."""

    HOST = "host"
    ARM64 = "arm64"


@app.command()
def main(
    parts: Annotated[list[Part], typer.Argument(help="What to prepare.")],
    cache: Annotated[Path, typer.Option(help="Where the parts are kept.")] = CACHE,
) -> None:
    """Unpack OpenCV, a cross compiler and an emulated arm64 root into a folder: no root needed.

    Each part is made once, of Debian 12's packages, and is whole or absent. CMake's presets in
    native/ look for them in .cache/native; `arm64/bin/run` runs arm64 programs, `arm64/bin/python`
    is Python with LiteRT.
    """
    for part in dict.fromkeys(parts):
        print(prepare(part.value, cache))


if __name__ == "__main__":
    run(app)
