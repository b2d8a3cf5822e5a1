"""Tables as Markdown: percentages, differences, characters that Markdown would take for its own."""

from bench.accuracy.bootstrap import Interval
from bench.accuracy.grids import Grid
from bench.accuracy.page import whiskers


def test_cells_are_written_for_readers() -> None:
    grid = Grid("T", ["a", "b", "c"], [["x | y", 12.345, Interval(1, -0.5, 2.25)]], 1, {"b": "why"})
    assert grid.as_markdown().splitlines() == [
        "## T",
        "",
        "| a | b | c |",
        "| --- | --: | --: |",
        "| x \\| y | 12.35 | +1.00 [-0.50, +2.25] not clear |",
        "",
        "- b: why",
    ]


def test_an_interval_is_drawn_around_its_zero() -> None:
    drawn = whiskers(Interval(-1, -2, -0.5), reach=4)
    assert 'x="25" y="4" width="18.75"' in drawn
    assert drawn.count('class="over"') == 2
    assert whiskers(Interval(1, 0.5, 2), reach=4).count('class="fill"') == 2
