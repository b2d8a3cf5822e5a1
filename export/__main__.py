"""Command line: `python -m export --target tflite|coreml|all`."""

import signal
import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from contract.cli import run
from contract.errors import ContractError
from contract.manifest import Precision
from export.targets import ALL, chosen_precisions, find_targets
from model.backends import default_weights
from model.backends.lexicons import LEXICON_FILE
from model.calibration import CALIBRATION_FILE

MODES = ", ".join(get_args(Precision))

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    target: Annotated[str, typer.Option(help="Kind of model file: tflite, coreml or all.")],
    quantize: Annotated[
        str | None, typer.Option(help=f"One of {MODES}, or all.", show_default=False)
    ] = None,
    ios: Annotated[
        int | None, typer.Option(help="Oldest iOS for coreml: 16, 17 or 18; default: 17.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(help="Trained weights; default: those in model/weights.")
    ] = None,
    calibration: Annotated[
        Path | None, typer.Option(help="Word confidence's map; default: beside the weights.")
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option(help="Words to correct by; default: beside the weights.")
    ] = None,
    no_lexicon: Annotated[bool, typer.Option("--no-lexicon", help="A bundle without one.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(help="The bundle's folder; default: build/TARGET. all: holds both."),
    ] = None,
    tiles: Annotated[
        Path | None, typer.Option(help="Parity corpus; default: parity/data/tiles.")
    ] = None,
    accuracy_tiles: Annotated[
        Path | None, typer.Option(help="Tiles to count words on; default: 5,120 rendered ones.")
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Keeps rendered tiles, the reference's logits; default: build/parity."),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads of the reference.")] = 1,
) -> None:
    """Convert trained weights to a bundle for phones, verified against the torch reference."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # clean up first
    if lexicon and no_lexicon:
        raise ContractError("give either --lexicon or --no-lexicon, not both")
    targets = find_targets(target, ios)
    for found in targets.values():
        chosen_precisions(found, quantize)  # all of them, before the first takes its time
    source = weights or default_weights()

    import torch

    from export.inputs import default_corpora
    from export.pipeline import Job, export
    from parity.corpus import FOLDER, read_corpus
    from parity.reference import CACHE

    torch.set_num_threads(threads)
    kept = cache or CACHE
    counted = read_corpus(accuracy_tiles) if accuracy_tiles else None
    corpora = default_corpora(read_corpus(tiles or FOLDER), counted, kept)
    beside = source.with_name(LEXICON_FILE)
    words = lexicon or (beside if beside.exists() else None)
    for name, found in targets.items():
        job = Job(
            target=found,
            weights=source,
            calibration=calibration or source.with_name(CALIBRATION_FILE),
            lexicon=None if no_lexicon else words,
            output=output if output and target != ALL else (output or Path("build")) / name,
            corpora=corpora,
            precision=quantize,
            cache=kept,
        )
        export(job, lambda line: print(line, flush=True))


if __name__ == "__main__":
    run(app)
