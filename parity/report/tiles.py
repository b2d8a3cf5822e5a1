"""The tiles that a run reads otherwise than the reference: pictures, readings, where they part."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.numbers import LOGPROB_ONE, STEP
from parity.records import Difference, Report, TileRead
from parity.report.background import Background
from parity.report.markup import Markup, join, tag
from parity.report.names import run_names
from parity.report.readings import marked, plain
from parity.report.strip import draw, path
from parity.report.table import Column, table

MAX_CARDS = 60
"""Tiles shown as pictures; the others are listed."""
MAX_LISTED = 400
VERDICTS = {"broken": "✘ broken", "undecided": "≈ undecided"}


@dataclass(frozen=True)
class Reading:
    """What some runs read on a tile along the same path."""

    difference: Difference
    path: str
    runs: tuple[str, ...]


@dataclass(frozen=True)
class Tile:
    """A tile that is read otherwise by some runs."""

    number: int
    readings: tuple[Reading, ...]

    @property
    def margin(self) -> int:
        """The reference's decision margin, in 1/1024 nat."""
        return self.readings[0].difference.margin

    @property
    def broken(self) -> bool:
        """Whether the margin promised equal texts to a run that reads something else."""
        return any(reading.difference.verdict == "broken" for reading in self.readings)


def section(report: Report, background: Background) -> Markup:
    """The tiles that differ, the most surprising first."""
    tiles = differing(report, background)
    if not tiles:
        return tag("p", "No tile is read otherwise than by the reference.", class_="calm")
    intro = tag(
        "p",
        f"At least one run reads {_tiles(len(tiles))} of {len(background.corpus):,} otherwise: "
        "those with broken promises first, then by the reference’s margin, the widest first. "
        "The picture is the net’s input. Below it stand the best paths, a character for each "
        f"time step of {STEP} pixels, a thin line where it is blank: R is the reference’s, "
        "numbers are the readings’. The arrow marks the step where they part.",
    )
    cards = [_card(tile, background) for tile in tiles[:MAX_CARDS]]
    rest = tiles[MAX_CARDS:]
    return join(
        intro,
        _filter(tiles[:MAX_CARDS]),
        tag("div", join(*cards, between="\n"), class_="cards"),
        _list(rest, background) if rest else "",
    )


def differing(report: Report, background: Background) -> list[Tile]:
    """Tiles with at least one differing reading, equal ones of several runs as one."""
    steps = background.corpus.tiles.shape[-1] // STEP
    found: dict[int, dict[tuple[str, str, str], Reading]] = {}
    for name, (run, result) in zip(run_names(report), report.pairs(), strict=True):
        for difference in result.differences:
            here = found.setdefault(difference.tile, {})
            best = path(run.tiles[difference.tile], steps)
            key = best, difference.candidate, difference.verdict
            runs = here[key].runs if key in here else ()
            here[key] = Reading(difference, best, (*runs, name))
    tiles = [Tile(number, tuple(readings.values())) for number, readings in found.items()]
    return sorted(tiles, key=lambda tile: (not tile.broken, -tile.margin, tile.number))


def _card(tile: Tile, background: Background) -> Markup:
    corpus, number = background.corpus, tile.number
    reference = background.reference[number]
    first = min(reading.difference.step for reading in tile.readings)
    steps = corpus.tiles.shape[-1] // STEP
    label = (
        f"Tile {number}. The reference reads “{reference.text}”; "
        + "; ".join(f"{', '.join(r.runs)}: “{r.difference.candidate}”" for r in tile.readings)
        + f". They part at step {first} of {steps}."
    )
    picture = draw(
        corpus.tiles[number],
        path(reference, steps),
        [reading.path for reading in tile.readings],
        first,
        label,
    )
    facts = [tag("strong", f"Tile {number}"), corpus.kinds[number], _margin(tile.margin)]
    caption = tag("figcaption", join(*facts, between=" · "))
    runs = sorted({run for reading in tile.readings for run in reading.runs})
    return tag(
        "figure",
        caption,
        tag("div", picture, class_="scroll", tabindex="0", role="region", aria_label="Picture"),
        _readings(tile, reference, corpus.texts[number]),
        class_="card broken" if tile.broken else "card",
        id=f"tile-{number}",
        data_runs="|".join(["", *runs, ""]),
    )


def _readings(tile: Tile, reference: TileRead, truth: str) -> Markup:
    """Truth, reference and the others, one below the other."""
    ours, _ = marked(reference.text, tile.readings[0].difference.candidate)
    rows = [
        _row("", "truth", plain(truth), ""),
        _row("R", "reference", ours if len(tile.readings) == 1 else plain(reference.text), ""),
    ]
    for i, reading in enumerate(tile.readings, 1):
        _, theirs = marked(reference.text, reading.difference.candidate)
        verdict, step = reading.difference.verdict, reading.difference.step
        end = join(tag("span", VERDICTS[verdict], class_=f"promise {verdict}"), f" step {step}")
        rows.append(_row(str(i), ", ".join(reading.runs), theirs, end))
    return tag(
        "table",
        tag("caption", f"Readings of tile {tile.number}", class_="unseen"),
        tag(
            "thead",
            tag(
                "tr",
                *(tag("th", name, scope="col") for name in ("Row", "Reader", "Reads", "Verdict")),
            ),
            class_="unseen",
        ),
        tag("tbody", *rows),
        class_="readings",
    )


def _row(row: str, reader: str, reading: Markup, end: str) -> Markup:
    head = tag("th", reader, scope="row")
    return tag("tr", tag("td", row, class_="row"), head, tag("td", reading), tag("td", end))


def _filter(tiles: Sequence[Tile]) -> Markup:
    """A choice of one run; hidden where scripts do not run."""
    runs = sorted({run for tile in tiles for reading in tile.readings for run in reading.runs})
    options = [
        tag("option", "all runs", value=""),
        *(tag("option", run, value=run) for run in runs),
    ]
    choice = tag("select", *options, id="only")
    output = tag("output", f"{len(tiles)} shown", id="shown", for_="only")
    label = tag("label", "Only what differs in ", choice)
    return tag("p", label, " ", output, id="filter", hidden=True)


def _list(tiles: Sequence[Tile], background: Background) -> Markup:
    """Those that are not shown as pictures."""
    listed = tiles[:MAX_LISTED]
    columns = [
        Column("Tile"),
        Column("Reference", numeric=False),
        Column("Read", numeric=False),
        Column("Runs", numeric=False),
        Column("Margin, nat"),
        Column("Step"),
    ]
    rows = []
    for tile in listed:
        reference = background.reference[tile.number].text
        for reading in tile.readings:
            ours, theirs = marked(reference, reading.difference.candidate)
            margin, step = f"{tile.margin / LOGPROB_ONE:.3f}", str(reading.difference.step)
            rows.append((str(tile.number), ours, theirs, ", ".join(reading.runs), margin, step))
    title = f"{_tiles(len(tiles))} more, without pictures"
    if len(listed) < len(tiles):
        title += f"; {_tiles(len(listed))} listed, all are in the report’s JSON"
    return tag("details", tag("summary", title), table(title, columns, rows))


def _margin(margin: int) -> Markup:
    return tag("span", f"margin {margin / LOGPROB_ONE:.3f} nat")


def _tiles(count: int) -> str:
    return "1 tile" if count == 1 else f"{count:,} tiles"
