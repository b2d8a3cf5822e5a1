"""Command line: `python -m export --target tflite`."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from model.backends import default_weights
from model.calibration import CALIBRATION_FILE

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    target: Annotated[str, typer.Option(help="Kind of model file: tflite.")],
    quantize: Annotated[
        str | None, typer.Option(help="fp32, fp16, dynamic-int8, int8 or all.", show_default=False)
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(help="Trained weights; default: those in model/weights.")
    ] = None,
    calibration: Annotated[
        Path | None, typer.Option(help="Word confidence's map; default: beside the weights.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder of the bundle; default: build/TARGET.")
    ] = None,
    tiles: Annotated[
        Path | None, typer.Option(help="Corpus to verify with; default: export/tiles.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads of the reference.")] = 1,
) -> None:
    """Convert trained weights to a bundle for phones, verified against the torch reference."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # clean up first
    from export.targets import target as find_target

    found = find_target(target)
    source = weights or default_weights()

    import torch

    from export.corpus import FOLDER, read_corpus
    from export.pipeline import Job, export

    torch.set_num_threads(threads)
    job = Job(
        target=found,
        weights=source,
        calibration=calibration or source.with_name(CALIBRATION_FILE),
        output=output or Path("build", target),
        corpus=read_corpus(tiles or FOLDER),
        precision=quantize,
    )
    export(job, lambda line: print(line, flush=True))


if __name__ == "__main__":
    run(app)
