"""Composes the corpus' pages: each layout, each look, turned, pale, blank, noisy."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import cv2
import numpy as np

from contract.errors import ContractError
from parity.corpus import PageImage, PageWord
from synth.fonts.atlas import Atlas
from synth.fonts.sample import SPLIT
from synth.pages.desk import Desk
from synth.pages.looks import see
from synth.pages.maker import PageMaker, carry
from synth.pages.sheet import Sheet
from synth.pages.truth import SynthPage
from synth.render.banks import banks, window
from synth.text.source import TextSource

TURNED, SKEWED = 90, 4.0
PALE = (130, 210)
"""Greys of ink and paper on a page of low contrast."""
WORD = "Pocket"
HEADINGS, TRIES = 6, 400
"""So many words light on dark are looked for, on so many pages."""


@dataclass(frozen=True)
class Draft:
    """A page in the making: grey uint8 [H, W], its words, their corners float64 [N, 4, 2]."""

    page: SynthPage
    grey: np.ndarray
    corners: np.ndarray

    @classmethod
    def of(cls, page: SynthPage) -> "Draft":
        """A page as synth made it."""
        corners = np.array([word.corners for word in page.words]).reshape(-1, 4, 2)
        return cls(page, page.grey, corners)

    def moved(self, grey: np.ndarray, matrix: np.ndarray) -> "Draft":
        """With other pixels, and every point moved by an affine map, float64 [2, 3]."""
        return replace(self, grey=grey, corners=self.corners @ matrix[:, :2].T + matrix[:, 2])

    def scaled(self, width: int) -> "Draft":
        """As wide as that, or as it is if it is narrower."""
        factor = width / self.grey.shape[1]
        if factor >= 1:
            return self
        height = round(self.grey.shape[0] * factor)
        grey = np.asarray(cv2.resize(self.grey, (width, height), interpolation=cv2.INTER_AREA))
        return self.moved(grey, np.array([[factor, 0, 0], [0, height / self.grey.shape[0], 0]]))

    def turned(self, degrees: int) -> "Draft":
        """Turned clockwise by 90 or 180 degrees."""
        height, width = self.grey.shape
        way, matrix = {
            90: (cv2.ROTATE_90_CLOCKWISE, [[0, -1, height], [1, 0, 0]]),
            180: (cv2.ROTATE_180, [[-1, 0, width], [0, -1, height]]),
        }[degrees]
        return self.moved(np.asarray(cv2.rotate(self.grey, way)), np.array(matrix, np.float64))

    def skewed(self, degrees: float) -> "Draft":
        """Turned clockwise by a few degrees about its centre, within its own size."""
        height, width = self.grey.shape
        angle = np.radians(degrees)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        centre = np.array([width, height]) / 2
        matrix = np.column_stack([turn, centre - turn @ centre])
        pixels = matrix.copy()
        pixels[:, 2] += turn @ (0.5, 0.5) - 0.5  # OpenCV counts from pixels' centres
        paper = int(np.median(self.grey))
        grey = cv2.warpAffine(self.grey, pixels, (width, height), borderValue=paper)
        return self.moved(np.asarray(grey), matrix)

    def pale(self) -> "Draft":
        """With little contrast."""
        table = np.rint(np.linspace(*PALE, 256)).astype(np.uint8)
        return replace(self, grey=np.asarray(cv2.LUT(self.grey, table)))

    def finished(self, name: str, shows: str) -> PageImage:
        """The page as the corpus holds it."""
        words = tuple(
            PageWord(
                word.line, word.light_on_dark, tuple(np.rint(quad).astype(int).flat), word.text
            )
            for word, quad in zip(self.page.words, self.corners.tolist(), strict=True)
        )
        return PageImage(name, np.ascontiguousarray(self.grey), shows, words)


class Pages:
    """Draws the corpus' pages with some faces and texts, from a seed."""

    def __init__(self, atlas: Atlas, texts: TextSource, seed: int) -> None:
        self._maker, self._seed = PageMaker(atlas, texts, SPLIT), seed
        self._faces, self._texts = self._maker.faces, texts

    def all(self) -> Iterator[PageImage]:
        """Page after page."""
        draw = self._draw
        yield draw(8, "receipt", "thermal", 480).finished("receipt-thermal", "receipt, fading")
        yield draw(3, "receipt", "camera", 440).finished("receipt-camera", "receipt, photographed")
        yield draw(0, "form", "fax", 786).finished("form-fax", "form, 1-bit")
        yield draw(5, "form", "scan", 786).finished("form-scan", "form, scanned")
        yield draw(6, "letter", "clean", 900).finished("letter-clean", "letter, clean")
        yield draw(9, "letter", "thermal", 560).finished("letter-uneven", "letter, uneven ink")
        yield draw(9, "table", "scan", 800).finished("table-scan", "table, scanned")
        yield draw(7, "article", "clean", 760).finished("article-clean", "article in two columns")
        yield self._light_on_dark(820).finished("table-headings", "table, white on black headings")
        skewed = draw(8, "letter", "clean", 800).skewed(SKEWED)
        yield skewed.finished("letter-skewed", f"letter, skewed by {SKEWED:g} degrees")
        turned = draw(6, "form", "clean", 786).turned(TURNED)
        yield turned.finished("form-turned-90", "form, turned by 90 degrees")
        turned = draw(7, "receipt", "clean", 560).turned(2 * TURNED)
        yield turned.finished("receipt-turned-180", "receipt, turned by 180 degrees")
        yield draw(5, "letter", "clean", 800).pale().finished("letter-pale", "low contrast")
        yield self._alone(WORD).finished("one-word", "one word")
        yield self._alone("").finished("blank", "nothing")
        yield PageImage("noise", self._noise(), "noise", ())

    def _draw(self, index: int, kind: str, look: str, width: int) -> Draft:
        return Draft.of(self._maker.page(self._seed, index, kind, look)).scaled(width)

    def _light_on_dark(self, width: int) -> Draft:
        """The first table with HEADINGS light words."""
        pages = (self._maker.page(self._seed, i, "table", "clean") for i in range(TRIES))
        for page in pages:
            if sum(word.light_on_dark for word in page.words) >= HEADINGS:
                return Draft.of(page).scaled(width)
        raise ContractError("no table has light headings: take another seed")

    def _alone(self, text: str) -> Draft:
        """A scanned sheet with one text on it, or none."""
        rng = Random(f"alone/{text}/{self._seed}")
        sheet, desk = Sheet(520, 640), Desk(rng, self._faces, self._texts)
        sheet.write(240, 160, text, desk.font({"serif": 1.0}, 26), align=0.5)
        grey, geometry = see(sheet, "scan", rng)
        words = tuple(carry(word, geometry) for word in sheet.words)
        return Draft.of(SynthPage(grey, words, (), "alone", "scan"))

    def _noise(self) -> np.ndarray:
        """Grey uint8 [300, 300]."""
        return window(banks().noise, (300, 300), Random(f"noise/{self._seed}")).copy()
