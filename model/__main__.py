"""`python -m model`: train, evaluate, calibrate and describe the Word Deep Net."""

import json
from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from contract.errors import PocketOcrError
from model.backends import default_weights, open_backend
from model.calibration import CALIBRATION_FILE
from model.config import NetConfig
from model.evaluation import report
from model.evaluation.run import Outputs, evaluate_shards, evaluate_words

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

SHARDS = Path(".cache/shards")
RUN = Path(".cache/run")
NET = NetConfig()

Weights = Annotated[Path | None, typer.Option(help="Read with this weights file (PyTorch, fp32).")]
Bundle = Annotated[Path | None, typer.Option(help="Read with this exported bundle (LiteRT).")]
Precision = Annotated[str | None, typer.Option(help="Model of the bundle; else its default.")]
Threads = Annotated[int, typer.Option(min=1, help="CPU threads.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Read at most so many words or tiles.")]


@app.command()
def train(
    shards: Annotated[Path, typer.Option(help="Folder that `synth produce` fills.")] = SHARDS,
    run: Annotated[Path, typer.Option(help="Checkpoints, log, curves, weights.")] = RUN,
    valid: Annotated[Path | None, typer.Option(help="Shards for validation.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Train so long.")] = None,
    samples: Annotated[int | None, typer.Option(help="Train on so many tiles.")] = None,
    decay: Annotated[int | None, typer.Option(help="With --samples: tiles of the decay.")] = None,
    decay_share: Annotated[float, typer.Option(help="Share of the decay.")] = 0.25,
    threads: Threads = 1,
    batch: Annotated[int, typer.Option(help="Tiles per step and process.")] = 128,
    lr: Annotated[float, typer.Option(help="Peak learning rate.")] = 2e-3,
    epochs: Annotated[int, typer.Option(help="Uses of a shard at most.")] = 2,
    keep_shards: Annotated[bool, typer.Option(help="Do not remove used-up shards.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of initial weights and order.")] = 0,
    fresh: Annotated[bool, typer.Option(help="Move an old run aside, start anew.")] = False,
    init: Annotated[Path | None, typer.Option(help="Weights to start from.")] = None,
    channels: Annotated[
        tuple[int, int, int, int, int, int], typer.Option(help="Of the convolutions.")
    ] = NET.channels,
    hidden: Annotated[
        int, typer.Option(min=1, help="Units of the LSTM in each direction.")
    ] = NET.hidden,
    layers: Annotated[int, typer.Option(min=1, help="Of the LSTM.")] = NET.layers,
) -> None:
    """Train on shards; run again to continue. With several processes: torchrun -m model train."""
    try:
        from model.training import TrainOptions
        from model.training import train as start
    except ImportError as error:
        raise PocketOcrError(
            f"training needs PyTorch ({error}): pip install 'pocket-ocr[train]'"
        ) from None
    start(
        TrainOptions(
            shards=shards, run=run, valid=valid, minutes=minutes, samples=samples, decay=decay,
            decay_share=decay_share, threads=threads, batch=batch, lr=lr, epochs=epochs,
            keep_shards=keep_shards, seed=seed, fresh=fresh, init=init,
            net=NetConfig(channels, hidden, layers),
        )
    )  # fmt: skip


@app.command()
def average(
    weights: Annotated[list[Path], typer.Argument(help="Weights files of one course of training.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
) -> None:
    """Average weights: points of one course of training, each trained on from another."""
    try:
        from model.training.averaging import average as mean
        from model.weights import save_weights
    except ImportError as error:
        raise PocketOcrError(
            f"averaging needs PyTorch ({error}): pip install 'pocket-ocr[train]'"
        ) from None
    net, facts = mean(weights)
    save_weights(output, net, facts)
    print(f"{output}: the mean of {len(weights)}")


@app.command()
def evaluate(
    weights: Weights = None,
    bundle: Bundle = None,
    precision: Precision = None,
    words: Annotated[Path | None, typer.Option(help="words.tsv of a corpus of crops.")] = None,
    shards: Annotated[Path | None, typer.Option(help="Held-out synthetic tiles.")] = None,
    limit: Limit = None,
    threads: Threads = 1,
    lexicon: Annotated[bool, typer.Option(help="Correct words of crops by the lexicon.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    preds: Annotated[Path | None, typer.Option(help="TSV for what was read.")] = None,
    misses: Annotated[Path | None, typer.Option(help="TSV for what was misread.")] = None,
    sheet: Annotated[Path | None, typer.Option(help="PNG of the worst misses.")] = None,
) -> None:
    """Measure a reader: SWA (cs, ci, an), CER and ECE on word crops or on synthetic tiles."""
    if (words is None) == (shards is None):
        raise PocketOcrError("name what to read: either --words TSV or --shards DIR")
    outputs = Outputs(preds, misses, sheet)
    backend = open_backend(_default(weights, bundle), bundle, precision, threads, lexicon=lexicon)
    if words is not None:
        summary = evaluate_words(words, backend, outputs, limit)
    else:
        assert shards is not None
        summary = evaluate_shards(shards, backend, outputs, limit)
    print(json.dumps(summary, ensure_ascii=False) if as_json else report.as_text(summary))


@app.command()
def calibrate(
    shards: Annotated[Path, typer.Option(help="Held-out synthetic tiles.")],
    weights: Weights = None,
    bundle: Bundle = None,
    precision: Precision = None,
    output: Annotated[Path | None, typer.Option(help="JSON; else beside the weights.")] = None,
    limit: Limit = None,
    threads: Threads = 1,
) -> None:
    """Fit the word confidence on held-out synthetic tiles."""
    from model.evaluation.fitting import calibrate as fit

    weights = _default(weights, bundle)
    if output is None:
        if weights is None:
            raise PocketOcrError("a bundle has its calibration inside: name a file with --output")
        output = weights.with_name(CALIBRATION_FILE)
    backend = open_backend(weights, bundle, precision, threads)
    fitted = fit(shards, backend, output, limit)["fitted"]
    print(f"{output}: fitted on {fitted['words']} words, held-out ECE {fitted['held_out_ece']}")


@app.command()
def describe(weights: Annotated[Path | None, typer.Option(help="A weights file.")] = None) -> None:
    """Print size, hash, parameters and training of a weights file."""
    try:
        from model.weights import describe as text
    except ImportError as error:
        raise PocketOcrError(
            f"reading weights needs PyTorch ({error}): pip install 'pocket-ocr[train]'"
        ) from None
    print(text(weights or default_weights()))


def _default(weights: Path | None, bundle: Path | None) -> Path | None:
    """The repository's weights unless a reader is named."""
    return default_weights() if weights is None and bundle is None else weights


if __name__ == "__main__":
    run(app)
