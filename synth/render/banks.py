"""Noise and textures drawn once per process; a degradation cuts a random window from them.

Fresh Gaussian noise would cost twenty times a window of a bank.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

import cv2
import numpy as np

HEIGHT, WIDTH = 640, 2560


@dataclass(frozen=True)
class Banks:
    """uint8 [640, 2560] each. Additive ones are centred on 128, factors have 255 as one."""

    noise: np.ndarray
    grain: np.ndarray
    paper: np.ndarray
    fade: np.ndarray
    shade: np.ndarray
    specks: np.ndarray
    holes: np.ndarray
    dots: tuple[np.ndarray, ...]


def _smooth(rng: np.random.Generator, sigma_x: float, sigma_y: float) -> np.ndarray:
    """Zero-mean, unit-variance noise with the given correlation lengths."""
    shrink = max(int(min(sigma_x, sigma_y) / 2), 1)
    white = rng.standard_normal((HEIGHT // shrink + 1, WIDTH // shrink + 1), np.float32)
    field = cv2.GaussianBlur(white, (0, 0), sigma_x / shrink, sigmaY=sigma_y / shrink)
    field = cv2.resize(field, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.asarray((field - field.mean()) / field.std())


def _to_byte(field: np.ndarray) -> np.ndarray:
    return np.clip(field, 0, 255).astype(np.uint8)


@cache
def banks() -> Banks:
    """The banks: the same bytes in every process."""
    rng = np.random.Generator(np.random.PCG64(20180412))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    fibres = _smooth(rng, 18, 1.2) + _smooth(rng, 1.2, 18) + 0.7 * _smooth(rng, 3, 3)
    creases = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(90):
        p, q = rng.integers(0, (WIDTH, HEIGHT), (2, 2))
        cv2.line(
            creases, p.tolist(), q.tolist(), float(rng.uniform(-70, 70)), int(rng.integers(1, 4))
        )
    edges = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(40):
        corner = rng.integers(0, (WIDTH, HEIGHT), (4, 2)).astype(np.int32)
        cv2.fillConvexPoly(edges, cv2.convexHull(corner), float(rng.uniform(20, 75)))
    shade = 205 + 28 * _smooth(rng, 130, 90) - cv2.GaussianBlur(edges, (0, 0), 4)
    shade = shade + cv2.GaussianBlur(creases, (0, 0), 0.8) * 0.6
    specks = (rng.random((HEIGHT, WIDTH)) < 0.004).astype(np.uint8) * 255
    specks = np.maximum(
        specks, cv2.dilate(specks * (rng.random((HEIGHT, WIDTH)) < 0.3), np.ones((2, 2)))
    )
    holes = 255 - (rng.random((HEIGHT, WIDTH)) < 0.035).astype(np.uint8) * 255
    dots = []
    for pitch in (3.0, 4.0, 5.5):
        wave = np.cos(x * 2 * np.pi / pitch) + np.cos(y * 2 * np.pi / pitch)
        dots.append(_to_byte(128 + 90 * wave))
    return Banks(
        noise=_to_byte(128 + 40 * rng.standard_normal((HEIGHT, WIDTH), np.float32)),
        grain=_to_byte(128 + 45 * _smooth(rng, 0.9, 0.9)),
        paper=_to_byte(128 + 22 * fibres),
        fade=_to_byte(200 + 60 * _smooth(rng, 14, 9) + 30 * _smooth(rng, 2.5, 60)),
        shade=_to_byte(shade),
        specks=specks,
        holes=holes,
        dots=tuple(dots),
    )


def window(bank: np.ndarray, shape: tuple[int, ...], rng: Random) -> np.ndarray:
    """A random window, a view of the given shape; a bank that is too small is mirrored."""
    if shape[0] > HEIGHT or shape[1] > WIDTH:
        more = (max(shape[0] - HEIGHT, 0), max(shape[1] - WIDTH, 0))
        bank = cv2.copyMakeBorder(bank, 0, more[0], 0, more[1], cv2.BORDER_REFLECT)
    y = rng.randrange(bank.shape[0] - shape[0] + 1)
    x = rng.randrange(bank.shape[1] - shape[1] + 1)
    return bank[y : y + shape[0], x : x + shape[1]]
