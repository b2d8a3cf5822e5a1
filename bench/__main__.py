"""`python -m bench`: the recogniser beside its peers in one run, and the renderer's speed."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bench import engines, report
from bench.words import compare
from contract.cli import run
from contract.errors import ContractError

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

CACHE = Path(".cache")


@app.command()
def words(
    tsvs: Annotated[list[Path], typer.Argument(help="words.tsv of corpora of word crops.")],
    bundle: Annotated[Path | None, typer.Option(help="Default: latest export, or shipped.")] = None,
    precision: Annotated[str | None, typer.Option(help="Model of the bundle.")] = None,
    ours: Annotated[bool, typer.Option(help="Measure our recogniser.")] = True,
    peers: Annotated[
        str, typer.Option(help=f"Of {', '.join(engines.PEERS)}; separated by commas, may be empty.")
    ] = "tesseract,ppocrv6-tiny",
    repeat: Annotated[int, typer.Option(min=1, help="Passes over the words.")] = 3,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many words each.")] = None,
    output: Annotated[Path, typer.Option(help="Folder for words.md, .json, .png.")] = Path(
        "build/bench"
    ),
    cache: Annotated[Path, typer.Option(help="Where peers are installed.")] = CACHE / "bench",
) -> None:
    """Accuracy, CPU time, load time and memory of word recognisers, one thread each."""
    chosen = [engines.ours(bundle, precision)] if ours else []
    names = dict.fromkeys(name.strip() for name in peers.split(",") if name.strip())
    chosen += [engines.peer(name, cache) for name in names]
    if not chosen:
        raise ContractError("nothing to measure: name --peers, or leave --no-ours out")
    comparisons = [compare(tsv, chosen, repeat, limit) for tsv in tsvs]
    print(report.as_markdown(comparisons))
    for path in report.write(comparisons, output):
        print(path)


@app.command()
def synth(
    cache: Annotated[Path, typer.Option(help="Where fonts and texts are kept.")] = CACHE,
    seed: Annotated[int, typer.Option(help="Of the shards.")] = 1,
    tiles: Annotated[int, typer.Option(min=1, help="Tiles a pass.")] = 2048,
    repeat: Annotated[int, typer.Option(min=1, help="Passes.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Finished tiles and words per CPU second of the renderer, and its time by module."""
    import cv2

    from bench import rendering
    from synth.fonts.atlas import Atlas
    from synth.render.renderer import Renderer
    from synth.text.source import TextSource

    atlas = next(
        (cache / f"atlas-{s}" for s in ("full", "small") if (cache / f"atlas-{s}").exists()), None
    )
    if atlas is None:
        raise ContractError(f"there is no atlas in {cache}: make one with `python -m synth fonts`")
    cv2.setNumThreads(1)
    texts = TextSource.open(cache / "text" if (cache / "text").exists() else None)
    speed = rendering.measure(Renderer(Atlas.open(atlas), texts), seed, tiles, repeat)
    if as_json:
        print(json.dumps({"atlas": atlas.name} | asdict(speed)))
    else:
        print(f"{atlas.name}: {rendering.as_text(speed)}")


if __name__ == "__main__":
    run(app)
