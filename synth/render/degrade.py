"""From ink coverage at page resolution to the grey that a scanner or camera would see."""

from random import Random

import cv2
import numpy as np

from synth.render.banks import banks, window

_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.uint8) * 16 + 8
_RAMP = np.arange(256, dtype=np.float32)


def _motion_kernel(rng: Random) -> np.ndarray:
    size = rng.choice((3, 5))
    kernel = np.zeros((size, size), np.float32)
    angle = rng.random() * np.pi
    dx, dy = np.cos(angle) * size / 2, np.sin(angle) * size / 2
    c = size / 2 - 0.5
    start = (int(c - dx + 0.5), int(c - dy + 0.5))
    cv2.line(kernel, start, (int(c + dx + 0.5), int(c + dy + 0.5)), 1.0, 1)
    return kernel / kernel.sum()


def blur(image: np.ndarray, rng: Random, strength: float) -> np.ndarray:
    """Gaussian, motion or defocus blur; `strength` is the largest sigma in px."""
    kind = rng.random()
    if kind < 0.75:
        sigma = rng.uniform(0.3, strength)
        return cv2.GaussianBlur(image, (0, 0), sigma) if sigma > 0.35 else image
    if kind < 0.9:
        return cv2.filter2D(image, -1, _motion_kernel(rng))
    return cv2.blur(image, (rng.choice((2, 3)), rng.choice((2, 3))))


def _colours(rng: Random) -> tuple[float, float]:
    """Grey of paper and of ink: mostly dark on white, sometimes faint or on tinted paper."""
    paper = rng.uniform(225, 255) if rng.random() < 0.6 else rng.uniform(110, 240)
    kind = rng.random()
    if kind < 0.55:
        ink = rng.uniform(0, 70)
    elif kind < 0.85:
        ink = rng.uniform(40, 140)
    else:
        ink = paper - rng.uniform(30, 70)
    return paper, max(min(ink, paper - 28), 0.0)


def to_grey(coverage: np.ndarray, rng: Random) -> np.ndarray:
    """Coverage uint8 [H, W] -> grey uint8 [H, W], degraded, dark on light."""
    bank = banks()
    shape = coverage.shape
    if rng.random() < 0.2:
        fade = window(bank.fade, shape, rng)
        coverage = cv2.multiply(coverage, fade, scale=rng.uniform(1 / 255, 1 / 190))
    if rng.random() < 0.5:
        # Blur in proportion to the letters: a patch of n rows has letters of about n / 3.
        coverage = blur(coverage, rng, min(0.5 + shape[0] / 60, 2.2))
    paper, ink = _colours(rng)
    gamma = rng.uniform(0.6, 1.7) if rng.random() < 0.3 else 1.0
    share = (_RAMP / 255) ** gamma if gamma != 1.0 else _RAMP / 255
    grey = cv2.LUT(coverage, (paper - (paper - ink) * share).astype(np.uint8))
    if rng.random() < 0.04:
        grey = tint(grey, rng)
    if rng.random() < 0.3:
        shade = window(bank.shade, shape, rng)
        grey = cv2.multiply(grey, shade, scale=1 / 225)
    if rng.random() < 0.25:
        a = rng.uniform(0.1, 0.6)
        grey = cv2.addWeighted(grey, 1, window(bank.paper, shape, rng), a, -128 * a)
    if rng.random() < 0.45:
        a = rng.uniform(0.05, 0.5) * (paper - ink) / 255 + 0.03
        noise = bank.noise if rng.random() < 0.5 else bank.grain
        grey = cv2.addWeighted(grey, 1, window(noise, shape, rng), a, -128 * a)
    kind = rng.random()
    if kind < 0.05:
        grey = cv2.subtract(grey, window(bank.specks, shape, rng))
    elif kind < 0.08:
        grey = cv2.add(grey, window(bank.specks, shape, rng))
    kind = rng.random()
    if kind < 0.15:
        grey = one_bit(grey, paper, rng)
    elif kind < 0.17:
        grey = dither(grey)
    if rng.random() < 0.2:
        grey = low_resolution(grey, rng)
    if rng.random() < 0.18:
        grey = compress(grey, rng.randrange(15, 85))
    return grey


def tint(grey: np.ndarray, rng: Random) -> np.ndarray:
    """On a ground printed in dots, as shaded fields of forms are."""
    dots = banks().dots[rng.randrange(3)]
    ground = cv2.LUT(window(dots, grey.shape, rng), _threshold_table(rng.uniform(90, 215), 120))
    return cv2.min(grey, cv2.blur(ground, (2, 2)) if rng.random() < 0.5 else ground)


def dither(grey: np.ndarray) -> np.ndarray:
    """In black and white, ordered dither."""
    height, width = grey.shape
    limit = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
    return np.where(grey > limit, np.uint8(255), np.uint8(0))


def compress(grey: np.ndarray, quality: int) -> np.ndarray:
    """Seen through a JPEG of that quality."""
    jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE))


def _threshold_table(limit: float, dark: int) -> np.ndarray:
    return np.where(limit > _RAMP, 255, 255 - dark).astype(np.uint8)


def one_bit(grey: np.ndarray, paper: float, rng: Random) -> np.ndarray:
    """A fax or 1-bit scan; often seen again through a resampling."""
    ink = cv2.minMaxLoc(grey)[0]
    limit = ink + (paper - ink) * rng.uniform(0.4, 0.8)
    _, grey = cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY)
    return blur(grey, rng, 1.1) if rng.random() < 0.6 else grey


def low_resolution(grey: np.ndarray, rng: Random) -> np.ndarray:
    """Seen at a lower resolution and enlarged again, or enlarged without smoothing."""
    height, width = grey.shape
    factor = rng.uniform(0.45, 0.9)
    small = (max(int(width * factor), 4), max(int(height * factor), 4))
    way = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC)[rng.randrange(3)]
    shrunk = cv2.resize(grey, small, interpolation=cv2.INTER_AREA)
    return cv2.resize(shrunk, (width, height), interpolation=way)
