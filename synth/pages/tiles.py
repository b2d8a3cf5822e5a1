"""Training tiles as the detector cuts them: from synthetic pages, labelled by their truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from contract import numbers as n
from contract.charset import CLASS_OF, SPACE
from detector.finding import TextLine, find_lines
from detector.framing import Frame
from detector.tiles import Tile, cut_tiles, tile_pixels
from synth.pages.maker import PageMaker
from synth.pages.truth import SynthPage
from synth.render.tile import TILE, Finished, fits, is_legible

MOST_PER_PAGE = 160
NEGATIVE_SHARE = 0.04
"""At most this share of the tiles shows no text."""

_REACH = 2.0  # strip rows by which a word's ink may leave the strip
_INTRUSION = 5.0  # strip rows that a neighbouring line's letters may reach into it
_LOWEST_CAP = 9.0  # strip rows; lower letters were framed with something taller


@dataclass(frozen=True)
class Truth:
    """A page's characters as arrays; N characters in reading order."""

    page: SynthPage

    @cached_property
    def points(self) -> np.ndarray:
        """float64 [N, 3, 2]: left, centre, right; pixel centres at integers."""
        return np.concatenate([word.chars for word in self.page.words]) - 0.5

    @cached_property
    def classes(self) -> np.ndarray:
        """int64 [N]."""
        return np.array([CLASS_OF[char] for word in self.page.words for char in word.text])

    @cached_property
    def word(self) -> np.ndarray:
        """int64 [N], index of the word."""
        sizes = [len(word.text) for word in self.page.words]
        return np.repeat(np.arange(len(sizes)), sizes)

    @cached_property
    def cap(self) -> np.ndarray:
        """float64 [N], page px."""
        return np.array([word.cap for word in self.page.words])[self.word]

    @cached_property
    def light(self) -> np.ndarray:
        """bool [N], light on dark."""
        return np.array([word.light_on_dark for word in self.page.words])[self.word]

    @cached_property
    def corners(self) -> np.ndarray:
        """float64 [words, 4, 2], pixel centres at integers."""
        return np.stack([word.corners for word in self.page.words]) - 0.5

    @cached_property
    def ornaments(self) -> np.ndarray:
        """float64 [ornaments, 4, 2], pixel centres at integers."""
        return np.array(self.page.ornaments).reshape(-1, 4, 2) - 0.5


def to_strip(frame: Frame, points: np.ndarray) -> np.ndarray:
    """Strip points (column, row) [..., 2] of page points; pixel centres at integers in both."""
    basis = np.array([[frame.along_x, frame.across_x], [frame.along_y, frame.across_y]])
    origin = np.array([frame.x, frame.y])
    return np.asarray((points * (1 << 16) - origin) @ np.linalg.inv(basis).T)


def label_strip(truth: Truth, line: TextLine, tiles: list[Tile]) -> list[list[int] | None]:
    """Class numbers of what each tile of a line shows; None where that cannot be told.

    A tile shows the characters whose centre it holds, with a space between words. It cannot be
    told what it shows if letters are cut off above or below, two lines meet in it, letters have
    the other polarity, or dotted leaders stand among its words.
    """
    frame = line.frame
    column, row = np.moveaxis(to_strip(frame, truth.points), -1, 0)
    half = truth.cap * (1 << 15) / np.hypot(frame.across_x, frame.across_y)
    top, bottom = row[:, 1] - half, row[:, 1] + half
    member = (row[:, 1] >= 0) & (row[:, 1] < n.STRIP_HEIGHT)
    overlap = np.minimum(bottom, n.STRIP_HEIGHT) - np.maximum(top, 0)
    ink = to_strip(frame, truth.corners)[..., 1]
    covered = (ink.min(axis=1) >= -_REACH) & (ink.max(axis=1) <= n.STRIP_HEIGHT - 1 + _REACH)
    good = covered[truth.word] & (2 * half >= _LOWEST_CAP) & (truth.light == line.light_on_dark)
    bad = np.where(member, ~good, overlap > _INTRUSION)
    ornaments = _spans(frame, truth.ornaments)
    labels: list[list[int] | None] = []
    for tile in tiles:
        left, right = tile.x - 0.5, tile.x + tile.width - 0.5
        # A neighbour's letter counts as soon as any of it lies above or below the tile.
        near = (column[:, 2] > left) & (column[:, 0] < right)
        inside = np.flatnonzero(member & (column[:, 1] >= left) & (column[:, 1] < right))
        mixed = any(a < right and b > left for a, b in ornaments) and len(inside) > 0
        if mixed or (bad & near).any():
            labels.append(None)
        else:
            labels.append(_spell(truth, inside, column))
    return labels


def _spans(frame: Frame, quads: np.ndarray) -> list[tuple[float, float]]:
    """First and last column of the quads that meet the strip."""
    places = to_strip(frame, quads)
    x, y = places[..., 0], places[..., 1]
    meets = (y.max(axis=1) > 0) & (y.min(axis=1) < n.STRIP_HEIGHT)
    return [(float(a), float(b)) for a, b in zip(x.min(1)[meets], x.max(1)[meets], strict=True)]


def _spell(truth: Truth, inside: np.ndarray, column: np.ndarray) -> list[int] | None:
    """Characters from left to right; None where lines lie upon each other."""
    order = inside[np.argsort(column[inside, 1], kind="stable")]
    words = truth.word[order]
    changes = np.flatnonzero(np.diff(words) != 0)
    if len(words) and len(changes) + 1 > len(
        np.unique(words)
    ):  # a word goes on after another began
        return None
    label: list[int] = []
    for i, char in enumerate(order.tolist()):
        if i and words[i] != words[i - 1]:
            label.append(SPACE)
        label.append(int(truth.classes[char]))
    return label


def tiles_of(page: SynthPage) -> list[Finished]:
    """The tiles that the detector cuts from a page and whose label is certain; empty ones, too."""
    truth, finished = Truth(page), []
    for line in find_lines(page.grey):
        strip = line.strip(page.grey)
        tiles = cut_tiles(strip, TILE)
        for tile, label in zip(tiles, label_strip(truth, line, tiles), strict=True):
            pixels = tile_pixels(strip, tile, TILE)
            if label is not None and fits(label, tile.width) and is_legible(pixels, label):
                finished.append((pixels, tile.width, label))
    return finished


def page_tiles(maker: PageMaker, seed: int, shard: int) -> Iterator[Finished]:
    """Tiles without end, page after page: a random choice from each, few of them empty."""
    rng = Random(f"tiles/{seed}/{shard}")
    given = empty = 0
    for index in range(shard << 16, (shard + 1) << 16):
        tiles = tiles_of(maker.page(seed, index))
        for tile in rng.sample(tiles, min(len(tiles), MOST_PER_PAGE)):
            if not tile[2]:
                if empty >= NEGATIVE_SHARE * given:
                    continue
                empty += 1
            given += 1
            yield tile
