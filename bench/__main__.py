"""`python -m bench`: readers of words and pages beside their peers, and how errors come about."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

import typer

from bench.accuracy.sources import PEERS
from bench.analysis import report as analysis_report
from bench.analysis.pictures import write_worst
from bench.analysis.run import budget as find_fates
from bench.analysis.run import detect, ordering, reader
from bench.engines import catalogue
from bench.robustness import run as stress
from bench.robustness.changes import CHANGES
from bench.speed import page_report, sizes, word_report
from bench.speed.pages import compare_pages
from bench.speed.shares import instructions
from bench.speed.words import compare
from bench.truth import TruePage, read_ids, read_pages
from contract.cli import run
from contract.errors import ContractError
from parity.corpus import read_pages as read_corpus_pages

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

CACHE = Path(".cache")

Folders = Annotated[list[Path], typer.Argument(help="Folders with a pages.jsonl.")]
Bundle = Annotated[Path | None, typer.Option(help="Default: latest export, or shipped.")]
Precision = Annotated[str | None, typer.Option(help="Model of the bundle.")]
Output = Annotated[Path, typer.Option(help="Folder for the reports.")]
Cache = Annotated[Path, typer.Option(help="Where peers are installed.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many of each corpus.")]
Ids = Annotated[Path | None, typer.Option(help="A file of ids: read these pages only.")]
Worst = Annotated[int, typer.Option(min=0, help="Draw so many of the worst pages.")]
PageReaders = Annotated[
    str,
    typer.Option(
        help=f"Of {catalogue.POCKET}, {catalogue.NATIVE}, {', '.join(catalogue.PAGE_PEERS)}; "
        "separated by commas."
    ),
]
ALL_READERS = ",".join([catalogue.POCKET, *catalogue.PAGE_PEERS])
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

OUTPUT = Path("build/bench")


@app.command()
def words(
    corpora: Annotated[list[Path], typer.Argument(help="Folders with a words.tsv, or the files.")],
    bundle: Bundle = None,
    precision: Precision = None,
    ours: Annotated[bool, typer.Option(help="Measure our recogniser.")] = True,
    peers: Annotated[
        str,
        typer.Option(help=f"Of {', '.join(catalogue.WORD_PEERS)}; separated by commas, or empty."),
    ] = "tesseract,ppocrv6-tiny",
    repeat: Annotated[int, typer.Option(min=1, help="Passes over the words.")] = 3,
    limit: Limit = None,
    output: Output = OUTPUT,
    cache: Cache = CACHE / "bench",
) -> None:
    """Accuracy, CPU time, load time and memory of word recognisers, one thread each."""
    chosen = [catalogue.ours("words", bundle, precision)] if ours else []
    chosen += [catalogue.word_peer(name, cache) for name in _names(peers)]
    if not chosen:
        raise ContractError("nothing to measure: name --peers, or leave --no-ours out")
    comparisons = [compare(corpus, chosen, repeat, limit) for corpus in corpora]
    print(word_report.as_markdown(comparisons))
    for path in word_report.write(comparisons, output):
        print(path)


@app.command()
def accuracy(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders with a words.tsv, a pages.jsonl, or both.")
    ],
    bundle: Bundle = None,
    precision: Precision = None,
    peers: Annotated[
        str, typer.Option(help=f"Of {', '.join(PEERS)}; separated by commas, or empty.")
    ] = ",".join(PEERS),
    tasks: Annotated[str, typer.Option(help="Of words, pages.")] = "words,pages",
    baseline: Annotated[
        Path | None, typer.Option(help="An older accuracy.json: is ours better now?")
    ] = None,
    limit: Limit = None,
    output: Output = OUTPUT,
    cache: Cache = CACHE / "bench",
) -> None:
    """The scoreboard: words and pages beside peers, significance, halves, kinds of errors.

    What an engine has read once is kept in the cache: with new weights only ours is read anew.
    """
    from bench.accuracy.command import run as measure_accuracy

    text, written = measure_accuracy(
        folders,
        catalogue.find_bundle(bundle),
        precision,
        _names(peers),
        _names(tasks),
        baseline,
        limit,
        output,
        cache,
    )
    print(text, *written, sep="\n")


@app.command()
def pages(
    folders: Folders,
    engine: PageReaders = ALL_READERS,
    as_json: AsJson = False,
    ids: Ids = None,
    limit: Limit = None,
    bundle: Bundle = None,
    precision: Precision = None,
    repeat: Annotated[int, typer.Option(min=1, help="Passes over the pages.")] = 1,
    output: Output = OUTPUT,
    cache: Cache = CACHE / "bench",
) -> None:
    """Recall, precision, F1, CPU and wall time by stage, memory of readers of pages."""
    chosen = _page_readers(engine, bundle, precision, cache)
    corpora = _corpora(folders, limit, ids)
    comparisons = [compare_pages(name, found, chosen, repeat) for name, found in corpora]
    written = page_report.write(comparisons, output)
    if as_json:
        print(json.dumps([page_report.as_json(each) for each in comparisons]))
    else:
        print(page_report.as_markdown(comparisons), *written, sep="\n")


@app.command()
def robustness(
    folders: Folders,
    engine: PageReaders = catalogue.POCKET,
    changes: Annotated[
        str, typer.Option(help=f"Of {', '.join(CHANGES)}; separated by commas.")
    ] = ",".join(CHANGES),
    as_json: AsJson = False,
    ids: Ids = None,
    limit: Limit = 3,
    bundle: Bundle = None,
    precision: Precision = None,
    output: Output = OUTPUT,
    cache: Cache = CACHE / "bench",
) -> None:
    """Readers of pages on changed pages: turned, faded, noisy, photographed."""
    chosen = _page_readers(engine, bundle, precision, cache)
    corpora = _corpora(folders, limit, ids)
    outcomes = stress.measure(corpora, _names(changes), chosen)
    written = stress.write(outcomes, chosen, corpora[0][1][0], output)
    if as_json:
        print(json.dumps(stress.as_json(outcomes, chosen)))
    else:
        print(stress.as_markdown(outcomes, chosen), *written, sep="\n")


@app.command()
def detection(
    folders: Folders,
    as_json: AsJson = False,
    ids: Ids = None,
    limit: Limit = None,
    worst: Worst = 0,
    output: Output = OUTPUT,
) -> None:
    """How much of the true lines is found, how many are missed, how much is found in vain."""
    results = {name: detect(found) for name, found in _corpora(folders, limit, ids)}
    written = write_worst(
        [page for some in results.values() for page in some], worst, output / "detection"
    )
    _show("detection", *analysis_report.detection(results), as_json, output, written)


@app.command()
def budget(
    folders: Folders,
    as_json: AsJson = False,
    ids: Ids = None,
    limit: Limit = None,
    way: Annotated[Literal["cs", "ci", "an"], typer.Option(help="How to compare words.")] = "an",
    worst: Worst = 0,
    bundle: Bundle = None,
    precision: Precision = None,
    output: Output = OUTPUT,
) -> None:
    """What became of each word of the truth; rates of splits, merges and misses."""
    corpora = _corpora(folders, limit, ids)
    read = reader(catalogue.find_bundle(bundle), precision)
    results = {name: find_fates(found, read, way) for name, found in corpora}
    written = write_worst(
        [page for some in results.values() for page in some], worst, output / "budget"
    )
    _show("budget", *analysis_report.budget(results, way), as_json, output, written)


@app.command()
def order(
    folders: Folders,
    as_json: AsJson = False,
    ids: Ids = None,
    limit: Limit = None,
    bundle: Bundle = None,
    precision: Precision = None,
    output: Output = OUTPUT,
) -> None:
    """How many pairs of words are read in the true order; needs words that carry it."""
    corpora = _corpora(folders, limit, ids)
    read = reader(catalogue.find_bundle(bundle), precision)
    results = {name: ordering(found, read) for name, found in corpora}
    _show("order", *analysis_report.order(results), as_json, output, [])


@app.command()
def native(
    page: Annotated[str, typer.Option(help="Of parity's corpus: enlarged and repeated.")] = (
        "letter-clean"
    ),
    bundle: Bundle = None,
    repeat: Annotated[int, typer.Option(min=1, help="Passes over each page.")] = 3,
    output: Output = OUTPUT,
    cache: Cache = CACHE / "bench",
) -> None:
    """Page → tiles in C++, in Python and by the peers: CPU seconds and memory by size of page."""
    found = {each.name: each.grey for each in read_corpus_pages()}
    if page not in found:
        raise ContractError(f"the corpus has no page {page}; it has {', '.join(found)}")
    before = sizes.load_average()
    with TemporaryDirectory() as folder:
        files = sizes.write_pages(found[page], Path(folder))
        rows = sizes.compare_sizes(files, catalogue.finders(bundle, cache), repeat)
        steps = instructions(next(iter(files.values())), catalogue.find_bundle(bundle))
    notes = [f"load of the machine before and after: {before}, {sizes.load_average()}"]
    if steps:
        told = ", ".join(f"{step} {share} %" for step, share in steps.items())
        notes.append(f"instructions in C++ on the first page: {told}")
    print(sizes.as_markdown(rows, notes), *sizes.write(rows, notes, output), sep="\n")


@app.command()
def synth(
    cache: Annotated[Path, typer.Option(help="Where fonts and texts are kept.")] = CACHE,
    seed: Annotated[int, typer.Option(help="Of the shards.")] = 1,
    tiles: Annotated[int, typer.Option(min=1, help="Tiles a pass.")] = 2048,
    repeat: Annotated[int, typer.Option(min=1, help="Passes.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Finished tiles and words per CPU second of the renderer, and its time by module."""
    import cv2

    from bench.speed import rendering
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


def _show(
    name: str,
    text: str,
    content: list[dict[str, Any]],
    as_json: bool,
    output: Path,
    pictures: Sequence[Path],
) -> None:
    """Write an analysis and print it."""
    written = analysis_report.write(name, text, content, output)
    if as_json:
        print(json.dumps(content))
    else:
        print(text, "", *written, *pictures, sep="\n")


def _page_readers(
    listed: str, bundle: Path | None, precision: str | None, cache: Path
) -> list[catalogue.Engine]:
    """The engines of a list with commas."""
    own = {catalogue.POCKET: catalogue.ours, catalogue.NATIVE: catalogue.native}
    chosen = [
        own[name]("pages", bundle, precision) if name in own else catalogue.page_peer(name, cache)
        for name in _names(listed)
    ]
    if not chosen:
        raise ContractError("nothing to measure: name an --engine")
    return chosen


def _names(listed: str) -> list[str]:
    """The names of a list with commas, each once."""
    return list(dict.fromkeys(name.strip() for name in listed.split(",") if name.strip()))


def _corpora(
    folders: Sequence[Path], limit: int | None, ids: Path | None
) -> list[tuple[str, list[TruePage]]]:
    """Names of corpora, those of their folders, and their pages."""
    wanted = read_ids(ids)
    return [
        (
            (folder if folder.is_dir() else folder.parent).resolve().name,
            read_pages(folder, limit, wanted),
        )
        for folder in folders
    ]


if __name__ == "__main__":
    run(app)
