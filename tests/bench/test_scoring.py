"""Scores of pages: bags of tokens in three ways, equal to the yardstick's where that is at hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring import WAYS, Count, score, total

CASES = [
    ("Total RM 9.00", "total RM9.00"),
    ("A a a", "a a A A"),
    ("“Quoted” text—dash", '"Quoted" text dash'),
    ("STRASSE straße", "Straße STRASSE"),
    ("é", "é"),
    ("one\ntwo\t three", "three two\n\none"),
    ("snake_case x_1", "snake case x 1"),
    ("", "something"),
    ("something", ""),
    ("", ""),
]


@pytest.mark.parametrize(
    ("true", "found", "way", "count"),
    [
        ("Total RM 9.00", "total RM9.00", "cs", (0, 3, 2)),
        ("Total RM 9.00", "total RM9.00", "ci", (1, 3, 2)),
        ("Total RM 9.00", "total RM9.00", "an", (2, 4, 3)),
        ("A a a", "a a A A", "cs", (3, 3, 4)),
        ("A a a", "a a A A", "ci", (3, 3, 4)),
        ("“Quoted” text—dash", '"Quoted" text dash', "cs", (0, 2, 3)),
        ("“Quoted” text—dash", '"Quoted" text dash', "an", (3, 3, 3)),
        ("e\u0301", "\u00e9", "cs", (1, 1, 1)),
        ("x_1", "x 1", "an", (2, 2, 2)),
    ],
)
def test_counts(true: str, found: str, way: str, count: tuple[int, int, int]) -> None:
    assert score(true, found)[way] == count


def test_recall_precision_and_f1() -> None:
    count = Count(matched=3, true=4, found=6)
    assert (count.recall, count.precision) == (0.75, 0.5)
    assert count.f1 == pytest.approx(0.6)
    assert Count(0, 0, 0).f1 == Count(0, 3, 0).f1 == 0


def test_totals_sum_the_counts() -> None:
    sums = total([score("a b", "a"), score("c", "c d")])
    assert sums["cs"] == (2, 3, 3)
    assert total([])["an"] == (0, 0, 0)


@given(st.text(max_size=30), st.text(max_size=30))
def test_bounds(a: str, b: str) -> None:
    for count in score(a, b).values():
        assert 0 <= count.matched <= min(count.true, count.found)
    assert all(count.matched == count.true == count.found for count in score(a, a).values())


def test_equal_to_the_yardstick(tmp_path: Path) -> None:
    yardstick = os.environ.get("POCKET_OCR_SCORE")
    if not yardstick:
        pytest.skip("POCKET_OCR_SCORE does not name a score.py")
    truth = [{"id": str(i), "full_text": true} for i, (true, _) in enumerate(CASES)]
    (tmp_path / "gt.jsonl").write_text("\n".join(map(json.dumps, truth)), encoding="utf-8")
    for i, (_, found) in enumerate(CASES):
        (tmp_path / f"{i}.txt").write_text(found, encoding="utf-8")
    output = subprocess.run(
        [sys.executable, yardstick, "page", str(tmp_path / "gt.jsonl"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    wanted, sums = json.loads(output), total(score(*case) for case in CASES)
    for way in WAYS:
        ours = sums[way].recall, sums[way].precision, sums[way].f1
        assert [wanted[way][k] for k in ("R", "P", "F1")] == [round(100 * x, 2) for x in ours]
