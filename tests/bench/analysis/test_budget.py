"""The error budget: what became of words, one hand-made case for each fate."""

from pathlib import Path

import pytest

from bench.analysis.budget import FATES, RATES, Budget, fate, judge, words_of
from bench.truth import Region, TruePage
from scan.page import Quad


def box(left: int, right: int, top: int = 0) -> Quad:
    return left, top, right, top, right, top + 10, left, top + 10


def page(words: str = "", line: str = "") -> TruePage:
    """Characters 10 px wide, from x = 0."""
    return TruePage(
        id="p",
        image=Path("p.png"),
        lines=(Region(box(0, 10 * len(line)), line),) if line else (),
        words=tuple(words_of(Region(box(0, 10 * len(words)), words))) if words else (),
        is_ordered=False,
        text=words or line,
    )


def found(text: str) -> list[Region]:
    return words_of(Region(box(0, 10 * len(text)), text))


LINE = [box(0, 2000)]


@pytest.mark.parametrize(
    ("true", "read", "way", "fates"),
    [
        ("Red cat", "Red cat", "cs", ["right", "right"]),
        ("Red cat", "red cat", "cs", ["misread", "right"]),
        ("Red cat", "red cat.", "ci", ["right", "misread"]),
        ("Red cat", "red cat.", "an", ["right", "right"]),
        ("redcat", "red at", "an", ["split and misread"]),
        ("red-cat", "red cat", "an", ["right"]),
        ("red-cat", "red cat", "cs", ["split and misread"]),
        ("red.cat", "red cat", "ci", ["split and misread"]),
        ("red cat", "red_cat", "cs", ["merged and misread"] * 2),
        ("red - cat", "red   cat", "an", ["right", "right"]),
    ],
)
def test_words_with_places(true: str, read: str, way: str, fates: list[str]) -> None:
    judged, budget = judge(page(words=true), found(read), LINE, way)
    assert [word.fate for word in judged] == fates
    assert budget.words == len(fates)
    assert budget.false == 0


@pytest.mark.parametrize(
    ("true", "read", "what"),
    [
        (["cat"], ["cat"], "right"),
        (["cat"], ["cot"], "misread"),
        (["tomcat"], ["tom", "cat"], "split"),
        (["tomcat"], ["tom", "cot"], "split and misread"),
        (["tom", "cat"], ["tomcat"], "merged"),
        (["tom", "cat"], ["tomcot"], "merged and misread"),
        (["tom", "cat"], ["to", "mcat"], "regrouped"),
        (["tom", "cat"], ["to", "mcot"], "regrouped and misread"),
    ],
)
def test_each_fate_of_words_that_were_found(true: list[str], read: list[str], what: str) -> None:
    assert fate(true, read, "cs") == fate(true, read, "an") == what


def test_not_found_dropped_and_false() -> None:
    words = page(words="one two")
    judged, budget = judge(words, [], [box(0, 35)], "an")
    assert [word.fate for word in judged] == ["dropped", "not found"]
    _, budget = judge(words, [Region(box(500, 520), "ghost")], [], "an")
    assert budget.false == 1
    assert budget.rates["false"] == 50
    assert budget.rates["miss"] == 100


def test_found_words_without_a_letter_are_nothing_in_an() -> None:
    _, budget = judge(page(words="one"), [*found("one"), Region(box(500, 510), "~")], LINE, "an")
    assert (budget.fates["right"], budget.false) == (1, 0)
    _, budget = judge(page(words="one"), [*found("one"), Region(box(500, 510), "~")], LINE, "cs")
    assert budget.false == 1


def test_lines_without_words_are_matched_by_letters() -> None:
    true = page(line="sub total 9.00 left")
    read = [
        Region(box(0, 90), "subtotal"),
        Region(box(100, 140), "8.00"),
        Region(box(0, 90, top=500), "elsewhere"),
    ]
    judged, budget = judge(true, read, LINE, "an")
    assert {word.text: word.fate for word in judged} == {
        "sub": "merged", "total": "merged", "9.00": "misread", "left": "dropped",
    }  # fmt: skip
    assert budget.false == 1


def test_words_of_a_line_lie_by_their_characters() -> None:
    first, second = words_of(Region(box(0, 100), "one two up"))[:2]
    assert first == Region(box(0, 30), "one")
    assert second == Region(box(40, 70), "two")


def test_shares_and_rates_add_up() -> None:
    one, other = Budget(), Budget(false=3)
    one.fates.update({"right": 6, "split": 1, "merged and misread": 1})
    other.fates.update({"right": 7, "regrouped": 2, "split and misread": 2, "not found": 1})
    both = one + other
    assert both.words == 20
    assert sum(both.share(each) for each in FATES) == pytest.approx(100)
    assert both.rates == {"split": 15, "merge": 5, "split + merge": 30, "miss": 5, "false": 15}
    assert both.rates.keys() == RATES.keys()
    assert set(both.fates) <= set(FATES)
