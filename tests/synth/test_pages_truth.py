"""Truth of synthetic pages: ink lies in the words' quads, also where the page was bent."""

from math import ceil, floor
from random import Random

import cv2
import numpy as np
import pytest

from synth.pages.desk import Desk
from synth.pages.fonts import Font, Typefaces
from synth.pages.geometry import Geometry, curl, flat, photographed, scanned
from synth.pages.maker import KINDS, LAYOUTS, PageMaker, carry
from synth.pages.sheet import Sheet
from synth.pages.truth import SynthWord
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas

ATLAS = DrawnAtlas()
LINES = ("Pages, quite exact", "gjpq 0.99 RM", "Total: 12.50", "bent & turned")


def a_sheet(cap: float) -> Sheet:
    """Lines of text and nothing else."""
    sheet = Sheet(500, 700)
    for i, text in enumerate(LINES):
        sheet.write(60 + 40 * i, 120 + 90 * i, text, Font(ATLAS, 0, cap))  # type: ignore[arg-type]
    return sheet


def bent(size: tuple[int, int], rng: Random) -> Geometry:
    straight = photographed(size, 1.0, rng)
    return Geometry(straight.matrix, straight.size, curl(size[1], rng))


GEOMETRIES = {
    "flat": lambda size, rng: flat(size),
    "scanned": lambda size, rng: scanned(size, 1.0, rng),
    "photographed": lambda size, rng: photographed(size, 1.0, rng),
    "bent": bent,
}


def inside(quads: list[tuple[int, ...]], shape: tuple[int, ...]) -> np.ndarray:
    """Mask of the pixels in quads: uint8 [H, W]."""
    mask = np.zeros(shape, np.uint8)
    for quad in quads:
        corners = np.array(quad).reshape(4, 2)
        corners[[1, 2], 0] -= 1  # a quad's right and lower border are exclusive
        corners[[2, 3], 1] -= 1
        cv2.fillConvexPoly(mask, corners.astype(np.int32), 255)
    return mask


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", GEOMETRIES)
def test_ink_lies_in_the_quads_and_fills_them(name: str, seed: int) -> None:
    sheet = a_sheet(24.0)
    geometry = GEOMETRIES[name](sheet.ink.shape, Random(seed))
    ink = geometry.warp(sheet.ink)
    assert ink.shape == geometry.size
    words = [carry(word, geometry) for word in sheet.words]
    near = cv2.dilate(inside([w.quad for w in words], ink.shape), np.ones((3, 3)))
    assert not (ink[near == 0] > 60).any()
    assert (ink > 128).sum() > 0.85 * (sheet.ink > 128).sum()
    for word in words:
        assert_tight(ink, word)


def assert_tight(ink: np.ndarray, word: SynthWord) -> None:
    """Between a word's first and last character and its top and bottom, ink reaches all sides."""
    box = np.array([(0, 0), (100, 0), (100, 40), (0, 40)], np.float32)
    matrix = cv2.getPerspectiveTransform((word.corners - 0.5).astype(np.float32), box)
    level = cv2.warpPerspective(ink, matrix, (101, 41)) > 90
    rows, columns = np.flatnonzero(level.any(axis=1)), np.flatnonzero(level.any(axis=0))
    assert rows[0] <= 5 and rows[-1] >= 35 and columns[0] <= 8 and columns[-1] >= 92


def test_characters_lie_in_their_word_from_left_to_right() -> None:
    sheet = a_sheet(18.0)
    geometry = bent(sheet.ink.shape, Random(9))
    for placed in sheet.words:
        word = carry(placed, geometry)
        assert word.chars.shape == (len(word.text), 3, 2)
        x = word.chars[:, :, 0]
        assert (np.diff(x, axis=1) >= 0).all() and (np.diff(x[:, 1]) > 0).all()
        corners = word.corners
        assert corners[0, 0] - 1 < x[0, 0] and x[-1, 2] < corners[1, 0] + 1
        assert abs(word.cap - 18) < 3


@pytest.mark.parametrize("name", ["scanned", "photographed", "bent"])
def test_a_dot_lands_where_its_point_is_mapped(name: str) -> None:
    """Points and pixels go the same way, to a fraction of a pixel."""
    for seed in range(5):
        rng = Random(seed)
        x, y = rng.randrange(40, 560), rng.randrange(40, 760)
        ink = np.zeros((800, 600), np.uint8)
        ink[y - 4 : y + 4, x - 4 : x + 4] = 255
        geometry = GEOMETRIES[name](ink.shape, rng)
        warped = geometry.warp(ink).astype(float)
        rows, columns = np.indices(warped.shape) + 0.5
        centre = (warped * columns).sum() / warped.sum(), (warped * rows).sum() / warped.sum()
        np.testing.assert_allclose(centre, geometry.to_page(np.array([[x, y]]))[0], atol=0.06)


@pytest.mark.parametrize("kind", KINDS)
def test_a_layouts_ink_is_its_words_and_little_else(kind: str) -> None:
    """No word is lost, none lies upon another."""
    texts = TextSource.open(None)
    faces = Typefaces(ATLAS, "train")  # type: ignore[arg-type]
    for seed in range(12):
        sheet = LAYOUTS[kind](Desk(Random(f"{kind}{seed}"), faces, texts))
        assert len(sheet.words) > 5
        count = np.zeros(sheet.ink.shape, np.uint8)
        for word in sheet.words:
            left, top = (floor(v) for v in word.box[:2])
            right, bottom = (ceil(v) for v in word.box[2:])
            assert 0 <= left < right <= sheet.width and 0 <= top < bottom <= sheet.height
            area = sheet.ink[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2]
            assert area.max() > 60 and np.ptp(area) > 40, word.text
            count[top + 1 : bottom - 1, left + 1 : right - 1] += 1
        assert (count > 1).sum() <= 0.02 * (count > 0).sum()


def test_capitals_are_as_tall_as_in_documents() -> None:
    maker = PageMaker(ATLAS, TextSource.open(None))  # type: ignore[arg-type]
    caps = [w.cap for i in range(12) for w in maker.page(2, i).words]
    assert min(caps) > 6 and max(caps) < 50 and np.percentile(caps, 90) > 13
