"""Comparisons as Markdown, JSON and a bar chart."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.speed.words import Comparison, Row
from bench.tables import section, write_files

COLUMNS = (
    "engine", "version", "model MB", "SWA cs %", "ci %", "an %", "CPU ms/word", "fastest pass",
    "CPU, ours = 1", "ms/tile", "load s", "peak MB",
)  # fmt: skip
NOTES = """\
One thread, one word at a time; CPU time of all threads, median of the passes; decoding of image
files not counted. ms/tile: the net alone. Load: opening the engine and its first reading.
Peak: resident memory of the whole process, with Python and its libraries."""


def as_markdown(comparisons: Sequence[Comparison]) -> str:
    """A section with a table for each corpus, and what could not be measured."""
    return "\n\n".join([*map(_section, comparisons), NOTES]) + "\n"


def _section(comparison: Comparison) -> str:
    return section(
        f"{comparison.corpus}: {comparison.words} words, passes: {comparison.passes}",
        COLUMNS,
        [cells(row) for row in comparison.rows],
        [f"missing: {who}: {why}" for who, why in comparison.missing.items()],
        left=2,
    )


def cells(row: Row) -> list[str]:
    """A row's cells, as COLUMNS names them; a dash for what is not known."""
    return [
        row.title,
        row.version,
        f"{row.model_bytes / 1e6:.2f}",
        *(f"{row.swa[way]:.2f}" for way in ("cs", "ci", "an")),
        f"{row.cpu_ms:.2f}",
        f"{row.cpu_ms_min:.2f}",
        f"{row.ratio:.2f}" if row.ratio is not None else "–",
        f"{row.tile_ms:.2f}" if row.tile_ms is not None else "–",
        f"{row.load_seconds:.3f}",
        f"{row.peak_mb:.0f}",
    ]


def write(comparisons: Sequence[Comparison], folder: Path) -> list[Path]:
    """Write words.md, words.json and, if matplotlib is installed, words.png; what was written."""
    files = {
        "words.md": as_markdown(comparisons).encode(),
        "words.json": (
            json.dumps([asdict(each) for each in comparisons], indent=1) + "\n"
        ).encode(),
    }
    chart = bar_chart(comparisons)
    if chart is not None:
        files["words.png"] = chart
    return write_files(folder, files)


def bar_chart(comparisons: Sequence[Comparison]) -> bytes | None:
    """PNG: CPU time a word and SWA `an`, a group of bars per corpus; None without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return None
    titles = list(dict.fromkeys(row.title for each in comparisons for row in each.rows))
    if not titles:
        return None
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    time, accuracy = figure.subplots(1, 2)
    width = 0.8 / len(titles)
    for i, title in enumerate(titles):
        found = [
            (at + i * width, row)
            for at, each in enumerate(comparisons)
            for row in each.rows
            if row.title == title
        ]
        places = [place for place, _ in found]
        for axes, values, style in (
            (time, [row.cpu_ms for _, row in found], "%.1f"),
            (accuracy, [row.swa["an"] for _, row in found], "%.0f"),
        ):
            axes.bar_label(axes.bar(places, values, width, label=title), fmt=style, fontsize=8)
    for axes, name in ((time, "CPU ms a word"), (accuracy, "SWA an, %")):
        axes.set_ylabel(name)
        axes.set_xticks(
            [at + 0.4 - width / 2 for at in range(len(comparisons))],
            [each.corpus for each in comparisons],
        )
    figure.legend(*time.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=120)
    return data.getvalue()
