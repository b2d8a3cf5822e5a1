"""What stands on pages besides text: logos, halftones, stamps, scribbles, bar codes."""

from random import Random

import cv2
import numpy as np

from synth.pages.fonts import Font
from synth.pages.sheet import Sheet
from synth.render.banks import banks, window

_FRACTION = 4
"""Fraction bits of OpenCV's drawing coordinates."""


def _curve(sheet: Sheet, points: np.ndarray, ink: int, thick: int) -> None:
    whole = np.rint(points * (1 << _FRACTION)).astype(np.int32)
    canvas = np.zeros_like(sheet.ink)
    cv2.polylines(canvas, [whole], False, ink, thick, cv2.LINE_AA, _FRACTION)
    np.maximum(sheet.ink, canvas, out=sheet.ink)


def scribble(sheet: Sheet, x: float, y: float, size: float, rng: Random) -> None:
    """A signature: loops that wander to the right; `size` is their height."""
    count = rng.randrange(8, 18)
    knots = np.array(
        [
            (x + i * size * rng.uniform(0.2, 0.34), y - size * rng.uniform(-0.2, 0.9))
            for i in range(count)
        ]
    )
    t = np.linspace(0, count - 1.001, count * 10)
    i, f = t.astype(int), (t % 1)[:, None]
    at = [knots[np.clip(i + k, 0, count - 1)] for k in (-1, 0, 1, 2)]
    curve = 0.5 * (
        2 * at[1]
        + (at[2] - at[0]) * f
        + (2 * at[0] - 5 * at[1] + 4 * at[2] - at[3]) * f**2
        + (3 * at[1] - at[0] - 3 * at[2] + at[3]) * f**3
    )
    _curve(sheet, curve, rng.randrange(130, 256), max(round(size / 18), 1))


def circle(sheet: Sheet, x: float, y: float, w: float, h: float, rng: Random) -> None:
    """Someone's pen around a place."""
    t = np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.15), 60) + rng.random() * 6
    wobble = 1 + 0.05 * np.sin(t * rng.uniform(1.2, 2.6))
    curve = np.stack([x + w / 2 * np.cos(t) * wobble, y + h / 2 * np.sin(t) * wobble], axis=1)
    _curve(sheet, curve, rng.randrange(120, 230), max(round(h / 22), 1))


def logo(sheet: Sheet, x: float, y: float, size: float, rng: Random) -> None:
    """A mark without letters, centred on (x, y)."""
    canvas = np.zeros_like(sheet.ink)
    centre, radius = (round(x), round(y)), round(size / 2)
    kind = rng.randrange(4)
    if kind == 0:
        cv2.circle(canvas, centre, radius, 255, -1, cv2.LINE_AA)
        cv2.circle(canvas, centre, round(radius * rng.uniform(0.4, 0.8)), 0, -1, cv2.LINE_AA)
    elif kind == 1:
        turn = rng.random() * 6
        angles = turn + np.arange(10) * np.pi / 5
        reach = np.where(np.arange(10) % 2, 0.45, 1.0) * radius
        star = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)
        cv2.fillPoly(canvas, [np.rint(star).astype(np.int32)], 255, cv2.LINE_AA)
    elif kind == 2:
        for k in range(rng.randrange(2, 5)):
            half = (radius - k * radius // 5, max(radius // 2 - k * radius // 7, 2))
            cv2.ellipse(canvas, centre, half, rng.randrange(180), 0, 360, 255, 3, cv2.LINE_AA)
    else:
        for _ in range(rng.randrange(3, 7)):
            corner = [
                (x + rng.uniform(-1, 1) * radius, y + rng.uniform(-1, 1) * radius) for _ in range(3)
            ]
            tone = rng.choice((255, 190, 120))
            cv2.fillPoly(canvas, [np.array(corner).astype(np.int32)], tone, cv2.LINE_AA)
    np.maximum(sheet.ink, canvas, out=sheet.ink)


def stamp(sheet: Sheet, x: float, y: float, size: float, rng: Random) -> None:
    """Rings and hatching of a rubber stamp, broken, without legible text."""
    canvas = np.zeros_like(sheet.ink)
    centre, radius = (round(x), round(y)), round(size / 2)
    thick = max(round(size / 40), 1)
    for share in (1.0, 0.93, 0.55):
        cv2.circle(canvas, centre, round(radius * share), 255, thick, cv2.LINE_AA)
    for angle in np.arange(0, 2 * np.pi, 0.12):
        if rng.random() < 0.8:
            a, b = rng.uniform(0.64, 0.7), rng.uniform(0.76, 0.86)
            way = np.array([np.cos(angle), np.sin(angle)])
            ends = np.rint(np.array(centre) + np.outer((a, b), way) * radius).astype(int)
            cv2.line(canvas, ends[0].tolist(), ends[1].tolist(), 255, thick, cv2.LINE_AA)
    spot = (slice(max(centre[1] - radius - 3, 0), centre[1] + radius + 4), slice(None))
    area = canvas[spot]
    canvas[spot] = cv2.multiply(area, window(banks().fade, area.shape, rng), scale=1 / 260)
    np.maximum(sheet.ink, canvas, out=sheet.ink)


def halftone(height: int, width: int, rng: Random, coarse: bool = False) -> np.ndarray:
    """A screened photograph, coverage uint8 [height, width]."""
    shape = (max(height, 1), max(width, 1))
    tone = cv2.resize(
        window(banks().shade, (shape[0] // 3 + 2, shape[1] // 3 + 2), rng),
        (shape[1], shape[0]),
        interpolation=cv2.INTER_LINEAR,
    )
    low, high = int(tone.min()), int(tone.max())
    tone = cv2.convertScaleAbs(np.asarray(tone - low), alpha=225 / max(high - low, 1), beta=10)
    dots = window(banks().dots[2 if coarse else rng.randrange(3)], shape, rng)
    return np.where(dots.astype(np.int16) * 255 // 218 < tone, 255, 0).astype(np.uint8)


def tint(height: int, width: int, rng: Random) -> np.ndarray:
    """Light shading behind cells: flat, or a sparse screen; coverage uint8."""
    shape = (max(height, 1), max(width, 1))
    if rng.random() < 0.6:
        return np.full(shape, rng.randrange(18, 60), np.uint8)
    dots = window(banks().dots[rng.randrange(3)], shape, rng)
    return np.where(dots > 185, 150, 0).astype(np.uint8)


def barcode(sheet: Sheet, x: float, y: float, width: float, height: float, rng: Random) -> None:
    """Bars, upright, with their top left at (x, y)."""
    unit = max(round(width / 110), 1)
    at, stop = x, x + width - 4 * unit
    while at < stop:
        bar = unit * rng.randrange(1, 4)
        sheet.fill(at, y, at + bar, y + height, 255)
        at += bar + unit * rng.randrange(1, 4)


def leader(sheet: Sheet, x0: float, x1: float, y: float, font: Font, dots: str = ".") -> None:
    """Dots from x0 to x1 on a baseline."""
    count = int((x1 - x0) / max(font.width(dots), 1.0))
    if count > 2:
        sheet.write(x0, y, dots * count, font, ornament=True)


def blots(sheet: Sheet, rng: Random) -> None:
    """Dirt at the edges and in the margins: short strokes, dots, a punched hole."""
    for _ in range(rng.randrange(1, 5)):
        side = rng.choice((0.012, 0.02, 0.97, 0.985))
        x, y = round(side * sheet.width), rng.randrange(sheet.height)
        w, h = rng.choice(((2, 2), (3, 5), (2, 30), (1, 60), (9, 2), (4, 4)))
        sheet.fill(x, y, x + w, y + h, rng.randrange(90, 256))
    if rng.random() < 0.15:
        radius = max(sheet.width // 70, 4)
        for share in (0.25, 0.75):
            spot = (round(0.03 * sheet.width), round(share * sheet.height))
            cv2.circle(sheet.ink, spot, radius, 200, -1, cv2.LINE_AA)


def tick(sheet: Sheet, x: float, y: float, side: float, rng: Random) -> None:
    """A cross or a check mark in a box with its top left at (x, y)."""
    wide = side * rng.uniform(0.8, 1.2)
    corners = np.array([(0.1, 0.1), (0.9, 0.9), (0.5, 0.5), (0.9, 0.1), (0.1, 0.9)])
    if rng.random() < 0.4:
        corners = np.array([(0.1, 0.5), (0.4, 0.9), (1.0, -0.1)])
    _curve(sheet, np.array([x, y]) + corners * wide, 240, max(round(side / 10), 1))
