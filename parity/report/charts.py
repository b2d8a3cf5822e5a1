"""Small pictures as inline SVG: bars in cells, and histograms."""

from collections.abc import Sequence
from math import isfinite, log10

from parity.report.background import DECADES, PER_DECADE
from parity.report.markup import Markup, join, tag

WIDTH, HEIGHT = 300, 120
"""Of a diagram, in SVG's units; it stretches with its column."""
LEFT, BOTTOM = 34, 18
"""Room for the ticks of its axes."""


def bar(value: float, low: float, high: float, bound: float | None = None) -> Markup:
    """A horizontal bar from 0 to a value on the axis [low, high]; a tick stands at the bound.

    It is beside its number, so readers of the screen skip it.
    """
    span = max(high - low, 1e-12)

    def at(place: float) -> float:
        if not isfinite(place):
            return 100.0
        return round(100 * (min(max(place, low), high) - low) / span, 2)

    start, end = sorted((at(0), at(value)))
    parts = [
        tag("rect", x=0, y=3, width=100, height=6, class_="rail"),
        tag(
            "rect",
            x=start,
            y=3,
            width=round(max(end - start, 0.6), 2),
            height=6,
            class_="over" if bound is not None and value > bound else "fill",
        ),
    ]
    if bound is not None and low <= bound <= high:
        parts.append(
            tag("rect", x=round(at(bound) - 0.5, 2), y=0, width=1, height=12, class_="tick")
        )
    return tag(
        "svg",
        *parts,
        viewBox="0 0 100 12",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
    )


def histogram(counts: Sequence[int], marks: Sequence[tuple[float, str]], label: str) -> Markup:
    """`background.count_errors` with both axes logarithmic, and named marks at some errors."""
    first, last = DECADES
    bins = len(counts)
    step = (WIDTH - LEFT) / bins
    top = max(1.0, log10(max([*counts, 1])))
    floor = HEIGHT - BOTTOM

    def x(error: float) -> float:
        if not isfinite(error):
            return WIDTH
        place = 1 + (log10(error) - first) * PER_DECADE if error > 0 else 0.5
        return round(LEFT + step * min(max(place, 0), bins), 1)

    def y(count: int) -> float:
        # a single error shall be seen as well: the axis starts below 1
        return round(floor - (floor - 34) * (log10(count) + 0.3) / (top + 0.3), 1)

    bars = [
        f"M{round(LEFT + i * step, 1)} {floor}V{y(count)}h{round(step - 0.6, 1)}V{floor}z"
        for i, count in enumerate(counts)
        if count
    ]
    parts = [tag("title", label), tag("path", d="".join(bars), class_="fill")]
    for power in range(0, int(top) + 1, 3 if top > 4 else 1):
        parts.append(_text(LEFT - 4, y(10**power) + 3, _count(10**power), "end"))
        parts.append(tag("path", d=f"M{LEFT} {y(10**power)}H{WIDTH}", class_="grid"))
    for power in range(first, last + 1, 2):
        parts.append(_text(x(10.0**power), HEIGHT - 6, _power(power), "middle"))
    parts.append(tag("path", d=f"M{LEFT} {floor}H{WIDTH}", class_="axis"))
    for i, (error, name) in enumerate(marks):
        row = 8 + 9 * i
        # a row for each name, on the side with more room
        side, shift = ("end", -2) if x(error) > WIDTH * 0.6 else ("start", 2)
        parts.append(tag("path", d=f"M{x(error)} {row - 7}V{floor}", class_="mark"))
        parts.append(_text(x(error) + shift, row, name, side, "name"))
    return _svg(parts, WIDTH + 12, HEIGHT, label)


def _svg(parts: Sequence[Markup], width: float, height: float, label: str) -> Markup:
    return tag(
        "svg",
        join(*parts, between="\n"),
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=label,
        class_="chart",
    )


def _text(x: float, y: float, content: str, anchor: str, kind: str = "tag") -> Markup:
    return tag("text", content, x=round(x, 1), y=round(y, 1), text_anchor=anchor, class_=kind)


def _count(value: int) -> str:
    for size, unit in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if value >= size:
            return f"{value // size}{unit}"
    return str(value)


def _power(power: int) -> str:
    if -2 <= power <= 2:
        return f"{10.0**power:g}"
    raised = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}"
