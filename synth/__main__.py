"""`python -m synth`: fonts, texts, shards of training tiles, pages."""

from pathlib import Path
from typing import Annotated, Literal

import cv2
import typer

from contract.cli import run
from contract.files import write_whole
from contract.lexicon import dump
from synth.fonts.atlas import Atlas
from synth.fonts.build import build as build_atlas
from synth.fonts.licence import write_licences
from synth.fonts.sample import FOLDER as SAMPLE
from synth.fonts.sample import write_sample
from synth.pages.folder import write_pages
from synth.pages.jitter import measure, table
from synth.pages.maker import PageMaker
from synth.preview import contact_sheet
from synth.produce import SHARD_TILES, produce
from synth.render.renderer import Renderer
from synth.text import fetch as text_fetch
from synth.text.lexicon import build as build_lexicon
from synth.text.lexicon import ranked_words
from synth.text.source import TextSource

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

Cache = Annotated[Path, typer.Option(help="Where fonts, texts and atlases are kept.")]
Set = Annotated[Literal["small", "full"], typer.Option("--set", help="Font set.")]
Split = Annotated[Literal["train", "test"], typer.Option(help="Font families.")]
PageShare = Annotated[
    float,
    typer.Option(min=0, max=1, help="Share of the tiles that the detector cuts from pages."),
]
DEFAULT_CACHE = Path(".cache")


@app.command()
def fonts(
    which: Set = "small",
    cache: Cache = DEFAULT_CACHE,
    folder: Annotated[list[Path] | None, typer.Option(help="Further folders of fonts.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Collects font faces, checks each, and draws the glyph atlas."""
    build_atlas(cache, which, folder or (), jobs)


@app.command()
def sample(cache: Cache = DEFAULT_CACHE, which: Set = "full") -> None:
    """Takes the committed sample of held-out faces anew from a font set's atlas."""
    write_sample(Atlas.open(cache / f"atlas-{which}"))
    print(SAMPLE)


@app.command()
def text(
    cache: Cache = DEFAULT_CACHE,
    books: Annotated[list[Path] | None, typer.Option(help="Folders of plain-text books.")] = None,
) -> None:
    """Fetches public-domain prose and word lists."""
    text_fetch.fetch(cache / "text", books or ())


@app.command()
def lexicon(
    output: Annotated[Path, typer.Option(help="File to write.")] = Path("lexicon.bin"),
    cache: Cache = DEFAULT_CACHE,
) -> None:
    """Makes the lexicon by which words are corrected, of the fetched texts and word lists."""
    made = build_lexicon(ranked_words(cache / "text"))
    write_whole(output, dump(made))
    print(f"{output}: {made.count} words, {len(made.edges)} edges")


@app.command()
def licences(
    output: Annotated[Path, typer.Option(help="Markdown file to write.")] = Path("FONTS.md"),
    cache: Cache = DEFAULT_CACHE,
    which: Set = "full",
) -> None:
    """Writes the table of a font set's faces with package, licence and weight."""
    write_licences(Atlas.open(cache / f"atlas-{which}"), output)
    print(output)


def _sources(cache: Path, which: str) -> tuple[Atlas, TextSource]:
    cv2.setNumThreads(1)
    texts = TextSource.open(cache / "text" if (cache / "text").exists() else None)
    return Atlas.open(cache / f"atlas-{which}"), texts


def _renderer(cache: Path, which: str, split: str, page_share: float) -> Renderer:
    return Renderer(*_sources(cache, which), split, page_share)


@app.command("produce")
def produce_command(
    output: Annotated[Path, typer.Option(help="Folder of the shards.")],
    cache: Cache = DEFAULT_CACHE,
    which: Set = "full",
    split: Split = "train",
    seed: int = 1,
    shards: Annotated[int | None, typer.Option(min=1, help="How many; without it, no end.")] = None,
    ahead: Annotated[int, typer.Option(min=5, help="Shards to keep ready.")] = 16,
    tiles: Annotated[int, typer.Option(min=1, help="Tiles a shard.")] = SHARD_TILES,
    page_share: PageShare = 0.15,
    start: Annotated[int, typer.Option(min=0, help="First shard of this producer.")] = 0,
    step: Annotated[int, typer.Option(min=1, help="Number of producers.")] = 1,
) -> None:
    """Renders shards of training tiles; goes on where it stopped."""
    renderer = _renderer(cache, which, split, page_share)
    produce(renderer, output, seed, shards, ahead, tiles, (start, step))


@app.command()
def preview(
    output: Path = Path("preview.png"),
    cache: Cache = DEFAULT_CACHE,
    which: Set = "small",
    split: Split = "train",
    seed: int = 1,
    tiles: Annotated[int, typer.Option(min=1)] = 200,
    page_share: PageShare = 0.15,
) -> None:
    """Draws a contact sheet of rendered tiles."""
    contact_sheet(_renderer(cache, which, split, page_share).shard(seed, 0, tiles), output)
    print(output)


@app.command()
def pages(
    output: Annotated[Path, typer.Option(help="Folder for pages.jsonl and pages/*.png.")],
    count: Annotated[int, typer.Option(min=1, help="How many pages.")] = 20,
    seed: int = 1,
    kind: Annotated[
        Literal["receipt", "form", "letter", "table", "article"] | None,
        typer.Option(help="One kind of page only."),
    ] = None,
    look: Annotated[
        Literal["clean", "scan", "fax", "camera", "thermal"] | None,
        typer.Option(help="One look only."),
    ] = None,
    show: Annotated[bool, typer.Option(help="Draw the words' quads on copies in show/.")] = False,
    cache: Cache = DEFAULT_CACHE,
    which: Set = "full",
    split: Split = "test",
) -> None:
    """Makes synthetic pages with exact truth, in the shape of the evaluation corpora."""
    maker = PageMaker(*_sources(cache, which), split)
    write_pages(output, (maker.page(seed, i, kind, look) for i in range(count)), show)
    print(output / "pages.jsonl")


@app.command()
def jitter(
    count: Annotated[int, typer.Option(min=1, help="How many pages.")] = 60,
    seed: int = 1,
    cache: Cache = DEFAULT_CACHE,
    which: Set = "full",
    split: Split = "train",
) -> None:
    """Measures how the detector frames the lines of synthetic pages, against the truth."""
    maker = PageMaker(*_sources(cache, which), split)
    for line in table(measure(maker.page(seed, i) for i in range(count))):
        print(line)


if __name__ == "__main__":
    run(app)
