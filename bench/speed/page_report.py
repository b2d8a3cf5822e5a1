"""Comparisons of readers of pages as Markdown and JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.scoring import WAYS, Count
from bench.speed.page_results import STAGES, PageComparison, PageRow
from bench.tables import section, write_files

COLUMNS = (
    "engine", "version", "model MB", "F1 cs %", "ci %", "an %", "an recall", "an precision",
    "CPU s/page", "median", "CPU, ours = 1", "load", "find", "read", "join", "wall s/page",
    "peak MB", "median MB", "failed",
)  # fmt: skip
NOTES = """\
F1 of the bag of tokens, summed over the pages: cs as they are, ci casefolded, an runs of letters
and digits casefolded. One thread; the engines read each page in turns, each in a process of its
own. CPU and wall seconds a page are means over the pages, without decoding the image file, which
is `load`; find: the detector; read: the net (peers: the recogniser with its own framing); join:
all the rest. Peak: resident memory of the whole process, the highest and the median of the pages.
Failed: pages that gave an error; they count as empty."""


def as_markdown(comparisons: Sequence[PageComparison]) -> str:
    """A section with a table for each corpus, and what could not be measured."""
    return "\n\n".join([*map(_section, comparisons), NOTES]) + "\n"


def _section(comparison: PageComparison) -> str:
    return section(
        f"{comparison.corpus}: {comparison.size} pages, passes: {comparison.passes}",
        COLUMNS,
        [cells(row, comparison.ratio(row)) for row in comparison.rows],
        [f"missing: {who}: {why}" for who, why in comparison.missing.items()],
        left=2,
    )


def cells(row: PageRow, ratio: float | None) -> list[str]:
    """A row's cells, as COLUMNS names them; a dash for what is not known."""
    n, counts = len(row.pages), row.score
    peaks = [page.peak_mb for page in row.pages]
    stages = [row.stage(stage) for stage in STAGES]
    return [
        row.title,
        row.facts["version"],
        f"{row.facts['model_bytes'] / 1e6:.2f}",
        *(f"{100 * counts[way].f1:.2f}" for way in WAYS),
        f"{100 * counts['an'].recall:.2f}",
        f"{100 * counts['an'].precision:.2f}",
        f"{row.cpu_seconds / n:.3f}",
        f"{row.cpu_median:.3f}",
        f"{ratio:.2f}" if ratio is not None else "–",
        *(f"{stage[0] / n:.3f}" if stage is not None else "–" for stage in stages),
        f"{row.wall_seconds / n:.3f}",
        f"{max(peaks):.0f}",
        f"{median(peaks):.0f}",
        str(sum(bool(page.error) for page in row.pages)),
    ]


def write(comparisons: Sequence[PageComparison], folder: Path) -> list[Path]:
    """Write pages.md and pages.json; what was written."""
    content = json.dumps([as_json(each) for each in comparisons], indent=1, ensure_ascii=False)
    texts = {"pages.md": as_markdown(comparisons), "pages.json": content + "\n"}
    return write_files(folder, {name: text.encode() for name, text in texts.items()})


def as_json(comparison: PageComparison) -> dict[str, object]:
    """All numbers and texts as JSON types; percentages with two decimals, seconds with four."""
    return {
        "corpus": comparison.corpus,
        "pages": comparison.size,
        "passes": comparison.passes,
        "missing": comparison.missing,
        "rows": [
            {
                "engine": row.engine,
                "title": row.title,
                "version": row.facts["version"],
                "model_bytes": row.facts["model_bytes"],
                "load_seconds": round(row.facts["load_seconds"], 4),
                "peak_mb": round(max(page.peak_mb for page in row.pages), 1),
                "score": scores(row.score),
                "cpu_seconds": round(row.cpu_seconds, 4),
                "wall_seconds": round(row.wall_seconds, 4),
                "cpu_median": round(row.cpu_median, 4),
                "cpu_ratio": comparison.ratio(row),
                "stages": {
                    stage: {"cpu": round(found[0], 4), "wall": round(found[1], 4)}
                    for stage in STAGES
                    if (found := row.stage(stage)) is not None
                },
                "pages": [
                    {
                        "id": page.id,
                        "score": scores(page.score),
                        "cpu": {name: round(value, 4) for name, value in page.cpu.items()},
                        "wall": {name: round(value, 4) for name, value in page.wall.items()},
                        "peak_mb": round(page.peak_mb, 1),
                        "error": page.error,
                        "text": page.text,
                    }
                    for page in row.pages
                ],
            }
            for row in comparison.rows
        ],
    }


def scores(counts: dict[str, Count]) -> dict[str, dict[str, float]]:
    """Counts and percentages of each of WAYS."""
    return {
        way: {
            "matched": counts[way].matched,
            "true": counts[way].true,
            "found": counts[way].found,
            "recall": round(100 * counts[way].recall, 2),
            "precision": round(100 * counts[way].precision, 2),
            "f1": round(100 * counts[way].f1, 2),
        }
        for way in WAYS
    }
