"""`python -m detector photo.jpg --show lines`: look at what the detector sees."""

from pathlib import Path
from typing import Annotated

import cv2
import typer

from contract.cli import run
from contract.errors import ImageError
from contract.files import write_whole
from detector.contrast import stretched
from detector.image import load_grey
from detector.show import Stage, show

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def main(
    image: Annotated[Path, typer.Argument(help="A page: JPEG, PNG, …")],
    stage: Annotated[Stage, typer.Option("--show", help="What to draw.")] = Stage.LINES,
    output: Annotated[
        Path | None, typer.Option(help="PNG to write; IMAGE.STAGE.png without it.")
    ] = None,
    light: Annotated[bool, typer.Option("--light", help="Only what is light on dark.")] = False,
) -> None:
    """Draw a stage of the detector over a page."""
    target = output or image.with_name(f"{image.stem}.{stage}.png")
    if target.suffix.lower() != ".png":
        raise ImageError(f"{target}: the picture is a PNG; name it so")
    picture, summary = show(stretched(load_grey(image)), stage, light=light)
    write_whole(target, bytes(cv2.imencode(".png", picture)[1]))
    print(f"{target}: {summary}")


if __name__ == "__main__":
    run(app)
