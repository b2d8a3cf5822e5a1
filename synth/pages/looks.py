"""Looks of a page: clean, scanned, faxed, photographed, thermal print that fades."""

from random import Random

import cv2
import numpy as np

from synth.pages.geometry import Geometry, flat, photographed, scanned
from synth.pages.sheet import Sheet
from synth.render.banks import banks, window
from synth.render.degrade import blur, compress

LOOKS = ("clean", "scan", "fax", "camera", "thermal")
SHARES = {
    "receipt": (0.1, 0.25, 0.1, 0.3, 0.25),
    "form": (0.1, 0.25, 0.55, 0.1, 0.0),
    "letter": (0.3, 0.35, 0.15, 0.2, 0.0),
    "table": (0.3, 0.35, 0.15, 0.2, 0.0),
    "article": (0.3, 0.35, 0.1, 0.25, 0.0),
}
"""How often each kind of page has each look."""

SMALLEST_CAP = 7.5
"""No look shrinks a page below capitals of that many px."""


def see(sheet: Sheet, look: str, rng: Random) -> tuple[np.ndarray, Geometry]:
    """The page, grey uint8 [H, W], that a sheet becomes under a look, and the way to it."""
    smallest = min((word.cap for word in sheet.words), default=20.0)
    size = sheet.ink.shape[0], sheet.ink.shape[1]
    scale = 1.0
    if look != "clean" and rng.random() < 0.35:
        scale = max(rng.uniform(0.6, 1.0), min(SMALLEST_CAP / smallest, 1.0))
    if look == "clean":
        geometry = flat(size)
    elif look == "camera":
        geometry = photographed(size, scale, rng)
    else:
        geometry = scanned(size, scale, rng)
    ink = sheet.ink
    if scale < 0.8:  # the warp takes single pixels
        ink = np.asarray(cv2.blur(ink, (2, 2)), np.uint8)
    ink = sheet.ink if look == "clean" else geometry.warp(ink)
    sharp = min(smallest * scale / 16, 1.6)
    grey = _PRINT[look](ink, sharp, rng)
    if look == "camera":
        grey = _surround(grey, geometry.outline(*size), rng)
    if look != "fax" and rng.random() < 0.4:
        grey = compress(grey, rng.randrange(35, 92))
    return grey, geometry


def _tones(ink: np.ndarray, paper: float, dark: float) -> np.ndarray:
    table = paper - (paper - dark) * np.arange(256) / 255
    return np.asarray(cv2.LUT(ink, np.rint(table).astype(np.uint8)))


def _soften(image: np.ndarray, rng: Random, strength: float) -> np.ndarray:
    """Blur of at most that sigma; shake and defocus only where letters are large enough for it."""
    if strength > 0.8:
        return blur(image, rng, strength)
    sigma = rng.uniform(0.3, strength)
    return cv2.GaussianBlur(image, (0, 0), sigma) if sigma > 0.35 else image


def _noise(grey: np.ndarray, amount: float, rng: Random) -> np.ndarray:
    bank = banks().noise if rng.random() < 0.5 else banks().grain
    return cv2.addWeighted(grey, 1, window(bank, grey.shape, rng), amount, -128 * amount)


def _clean(ink: np.ndarray, sharp: float, rng: Random) -> np.ndarray:
    if rng.random() < 0.15:
        ink = _soften(ink, rng, max(0.5 * sharp, 0.4))
    return _tones(ink, rng.choice((255, 255, 255, rng.uniform(215, 255))), rng.uniform(0, 60))


def _scan(ink: np.ndarray, sharp: float, rng: Random) -> np.ndarray:
    bank = banks()
    ink = _soften(ink, rng, max(sharp, 0.4))
    paper = rng.uniform(228, 255)
    grey = _tones(ink, paper, rng.uniform(10, 100))
    if rng.random() < 0.4:
        a = rng.uniform(0.03, 0.15)
        grey = cv2.addWeighted(grey, 1, window(bank.paper, grey.shape, rng), a, -128 * a)
    if rng.random() < 0.7:
        grey = _noise(grey, rng.uniform(0.03, 0.25), rng)
    if rng.random() < 0.25:
        grey = _dirt(grey, rng)
    if rng.random() < 0.3:
        _shadowed_edge(grey, rng)
    return grey


def _dirt(grey: np.ndarray, rng: Random) -> np.ndarray:
    """Specks in parts of the page."""
    specks = window(banks().specks, grey.shape, rng)
    where = window(banks().fade, grey.shape, rng)
    return cv2.subtract(
        grey, cv2.bitwise_and(specks, cv2.inRange(where, rng.uniform(200, 254), 255))
    )


def _shadowed_edge(grey: np.ndarray, rng: Random) -> None:
    """The dark strip beside a sheet that does not cover the glass."""
    deep = max(int(grey.shape[1] * rng.uniform(0.004, 0.02)), 2)
    ramp = np.linspace(rng.uniform(20, 120), 255, deep)
    area = grey[:, :deep] if rng.random() < 0.5 else grey[:, ::-1][:, :deep]
    area[:] = np.minimum(area, ramp.astype(np.uint8))


def _fax(ink: np.ndarray, sharp: float, rng: Random) -> np.ndarray:
    ink = _soften(ink, rng, max(0.7 * sharp, 0.4))
    uneven = window(banks().grain, ink.shape, rng)
    amount = rng.uniform(0.05, 0.5)
    grey = cv2.addWeighted(255 - ink, 1, uneven, amount, -128 * amount)
    limit = rng.uniform(110, 175)
    while limit < 205 and _lost(ink, grey, limit) > 0.05:
        limit += 15
    grey = np.where(grey > limit, 255, 0).astype(np.uint8)
    if rng.random() < 0.4:
        grey = _dirt(grey, rng)
    if rng.random() < 0.3:
        grey = _soften(grey, rng, max(0.7 * sharp, 0.4))
    return grey


def _lost(ink: np.ndarray, grey: np.ndarray, limit: float) -> float:
    """Share of the inked places of a page where a threshold leaves less than 0.6 of the ink."""
    size = (max(ink.shape[1] // 16, 1), max(ink.shape[0] // 16, 1))
    strong = cv2.threshold(ink, 70, 255, cv2.THRESH_TOZERO)[1]  # not the shading of cells
    black = cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1]
    before, after = (cv2.resize(x, size, interpolation=cv2.INTER_AREA) for x in (strong, black))
    inked = before > 12
    return float((after[inked] < 0.6 * before[inked]).mean()) if inked.any() else 0.0


def _camera(ink: np.ndarray, sharp: float, rng: Random) -> np.ndarray:
    bank = banks()
    ink = _soften(ink, rng, max(1.1 * sharp, 0.4))
    paper = rng.uniform(150, 240)
    grey = _tones(ink, paper, paper * rng.uniform(0.12, 0.45))
    height, width = grey.shape
    # Shadows and folds at the size of the page, not of the bank.
    factor = rng.uniform(2, 5)
    small = window(bank.shade, (int(height / factor) + 1, int(width / factor) + 1), rng)
    shade = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    depth = rng.uniform(0.1, 0.5)
    shade = cv2.convertScaleAbs(shade, alpha=depth, beta=225 - 215 * depth)
    grey = cv2.multiply(grey, shade, scale=1 / 225)
    y, x = rng.uniform(-0.2, 0.2), rng.uniform(-0.2, 0.2)
    ramp = 1 + y * np.linspace(-1, 1, height)[:, None] + x * np.linspace(-1, 1, width)
    grey = np.clip(grey * ramp.astype(np.float32), 0, 255).astype(np.uint8)
    return _noise(grey, rng.uniform(0.03, 0.1 + 0.1 * sharp), rng)


def _surround(grey: np.ndarray, outline: np.ndarray, rng: Random) -> np.ndarray:
    """What the page lies on."""
    shape = grey.shape
    mask = np.zeros(shape, np.uint8)
    corner = np.rint((outline - 0.5) * 16).astype(np.int32)
    cv2.fillPoly(mask, [corner], 255, cv2.LINE_AA, 4)
    bank = banks()
    texture = window(rng.choice((bank.paper, bank.grain, bank.shade)), shape, rng)
    contrast, base = rng.uniform(0.1, 0.7), rng.uniform(20, 170)
    ground = cv2.convertScaleAbs(texture, alpha=contrast, beta=base - 100 * contrast)
    share = mask.astype(np.uint16)
    return ((grey * share + ground * (255 - share) + 127) // 255).astype(np.uint8)


def _thermal(ink: np.ndarray, sharp: float, rng: Random) -> np.ndarray:
    """A thermal printer's: uneven, pale, rows or columns of its head missing; then scanned."""
    bank = banks()
    # The bank is 0 to 255: at least a third of the ink stays.
    fade = cv2.convertScaleAbs(window(bank.fade, ink.shape, rng), alpha=0.65, beta=90)
    ink = cv2.multiply(ink, fade, scale=rng.uniform(1 / 255, 1 / 200))
    if rng.random() < 0.3:
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(ink.shape[1])
            gap = ink[:, at : at + rng.randrange(1, 3)]
            gap[:] = gap // 2
    paper = rng.uniform(215, 255)
    grey = _tones(_soften(ink, rng, max(0.8 * sharp, 0.4)), paper, rng.uniform(40, 150))
    if rng.random() < 0.5:
        factor = rng.uniform(1.5, 4)
        small = (int(grey.shape[0] / factor) + 1, int(grey.shape[1] / factor) + 1)
        shade = cv2.resize(window(bank.shade, small, rng), grey.shape[::-1])
        a = rng.uniform(0.1, 0.4)
        grey = cv2.addWeighted(grey, 1, shade, a, -210 * a)
    return _noise(grey, rng.uniform(0.03, 0.2), rng)


_PRINT = {"clean": _clean, "scan": _scan, "fax": _fax, "camera": _camera, "thermal": _thermal}
