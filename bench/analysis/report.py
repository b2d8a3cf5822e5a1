"""Detection, error budget and order of corpora as Markdown and JSON, each number defined."""

import json
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from bench.analysis.budget import FATES, RATES, Budget
from bench.analysis.coverage import SHARES, Coverage
from bench.analysis.run import Budgeted, Detected, Ordered
from bench.tables import section, write_files


def detection(corpora: Mapping[str, Sequence[Detected]]) -> tuple[str, list[dict[str, Any]]]:
    """Markdown and JSON types of the lines that were found; keys are names of corpora."""
    rows, content = [], []
    for name, results in corpora.items():
        total = _sum([result.coverage for result in results])
        rows.append([name, str(len(results)), str(total.lines), *_percents(total.shares)])
        content.append(
            {
                "corpus": name,
                "lines": total.lines,
                **_rounded(total.shares),
                "pages": [
                    {"id": each.page.id, "lines": each.coverage.lines}
                    | _rounded(each.coverage.shares)
                    for each in results
                ],
            }
        )
    columns = ["corpus", "pages", "lines", *(f"{name} %" for name in SHARES)]
    return _table("Lines found", columns, rows, SHARES), content


def budget(corpora: Mapping[str, Sequence[Budgeted]], way: str) -> tuple[str, list[dict[str, Any]]]:
    """Markdown and JSON types of what became of the words."""
    shares, rates, content = [], [], []
    for name, results in corpora.items():
        total = sum((result.budget for result in results), Budget())
        head = [name, str(len(results)), str(total.words)]
        shares.append(head + [f"{total.share(fate):.2f}" for fate in FATES])
        rates.append(head + _percents(total.rates))
        content.append(
            {"corpus": name, "way": way, **_budget(total)}
            | {"pages": [{"id": each.page.id} | _budget(each.budget) for each in results]}
        )
    head = ["corpus", "pages", "words"]
    text = "\n\n".join(
        (
            _table(f"Error budget, {way}: % of the true words", [*head, *FATES], shares, FATES),
            _table("Rates", [*head, *(f"{rate} %" for rate in RATES)], rates, RATES),
        )
    )
    return text, content


def order(corpora: Mapping[str, Sequence[Ordered]]) -> tuple[str, list[dict[str, Any]]]:
    """Markdown and JSON types of the reading order."""
    meanings = {
        "accuracy": "pairs of words that are read in the true order, of all pairs on a page, of "
        "the true words in whose place a word was found",
        "worst": "accuracy of the worst page",
    }
    rows, content = [], []
    for name, results in corpora.items():
        shares = [100 * each.right / each.pairs for each in results if each.pairs]
        total = 100 * sum(e.right for e in results) / max(sum(e.pairs for e in results), 1)
        worst = min(shares, default=100.0)
        rows.append([name, str(len(results)), f"{total:.2f}", f"{worst:.2f}"])
        content.append(
            {
                "corpus": name,
                "accuracy": round(total, 3),
                "worst": round(worst, 3),
                "pages": [
                    {"id": each.page.id, "right": each.right, "pairs": each.pairs}
                    for each in results
                ],
            }
        )
    return _table("Reading order", ["corpus", "pages", "accuracy %", "worst %"], rows, meanings), (
        content
    )


def write(name: str, text: str, content: list[dict[str, Any]], folder: Path) -> list[Path]:
    """Write NAME.md and NAME.json; what was written."""
    texts = {f"{name}.md": text + "\n", f"{name}.json": json.dumps(content, indent=1) + "\n"}
    return write_files(folder, {file: each.encode() for file, each in texts.items()})


def _sum(parts: Sequence[Coverage]) -> Coverage:
    return reduce(Coverage.plus, parts, Coverage(0, 0, 0, 0, 0, 0))


def _budget(counted: Budget) -> dict[str, Any]:
    fates = {fate: counted.fates[fate] for fate in FATES}
    return {"words": counted.words, "fates": fates, "rates": _rounded(counted.rates)}


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in shares.items()}


def _percents(shares: Mapping[str, float]) -> list[str]:
    return [f"{value:.2f}" for value in shares.values()]


def _table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], meanings: Mapping[str, str]
) -> str:
    return section(title, columns, rows, [f"{name}: {what}" for name, what in meanings.items()])
