"""Texts and faces in, a shard of finished tiles out."""

from collections.abc import Iterator
from itertools import islice
from random import Random

import numpy as np

from contract import numbers as n
from contract.charset import CLASS_OF
from detector.framing import contract_hash
from synth.fonts.atlas import Atlas
from synth.pages.maker import PageMaker
from synth.pages.tiles import page_tiles
from synth.render.layout import EM, Line, set_line
from synth.render.scene import Scene
from synth.render.tile import (
    Finished,
    fits,
    frame_as_crop,
    frame_as_line,
    is_legible,
    photograph,
)
from synth.shards import LABEL_LENGTH, Shard
from synth.text.source import KINDS, TextSource

NEGATIVE, PAGE = "none", "page"
NEGATIVE_SHARE = 0.02
CROP_SHARE = 0.5
PRINTER_SHARE = 0.35
"""Of the codes, amounts and labels: in faces of typewriters, printers and tills."""
WRITTEN_SHARE = 0.04
"""Of the same: in faces that look written by hand."""
_PRINTED = {"mono": 1.0, "typewriter": 1.5, "receipt": 1.0, "pixel": 0.3}
_WRITTEN = {"script": 1.0}
_FILLED_IN = frozenset(("price", "number", "date", "time", "phone", "code", "unit", "single",
                        "receipt", "form", "row"))  # fmt: skip


class Renderer:
    """Renders shards; each depends on (seed, index, split, share) and the atlas and texts alone.

    `page_share` of a shard's tiles are cut by the detector from synthetic pages.
    """

    def __init__(
        self, atlas: Atlas, texts: TextSource, split: str = "train", page_share: float = 0.0
    ) -> None:
        self._atlas, self._texts, self._split = atlas, texts, split
        self._faces, self._cumulative = atlas.cumulative(split)
        self._pages = PageMaker(atlas, texts, split)
        self.page_share = page_share
        self.kinds = (*KINDS, NEGATIVE, PAGE)

    def shard(self, seed: int, index: int, size: int) -> Shard:
        """`size` tiles."""
        tiles = np.full((size, n.STRIP_HEIGHT, n.TILE_WIDTHS[-1]), 255, np.uint8)
        widths = np.zeros(size, np.uint16)
        labels = np.zeros((size, LABEL_LENGTH), np.uint8)
        lengths, kinds = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
        for i, (kind, (pixels, width, label)) in enumerate(self._tiles(seed, index, size)):
            tiles[i], widths[i] = pixels, width
            labels[i, : len(label)], lengths[i] = label, len(label)
            kinds[i] = self.kinds.index(kind)
        facts = {
            "seed": seed,
            "index": index,
            "split": self._split,
            "tiles": size,
            "page_share": self.page_share,
            "contract": contract_hash(),
            "kinds": self.kinds,
        }
        return Shard(tiles, widths, labels, lengths, kinds, facts)

    def _tiles(self, seed: int, index: int, size: int) -> list[tuple[str, Finished]]:
        """`size` tiles with their kinds; those from pages are strewn among the rendered ones."""
        rng = Random(f"{seed}/{self._split}/{index}")
        cut = round(size * self.page_share)
        done = list(islice(self._rendered(rng), size - cut))
        for tile in islice(page_tiles(self._pages, seed, index), cut):
            done.append((PAGE if tile[2] else NEGATIVE, tile))
        if cut:
            rng.shuffle(done)
        return done

    def _rendered(self, rng: Random) -> Iterator[tuple[str, Finished]]:
        """Tiles without end."""
        scene = Scene()
        while True:
            kind, finished = self._sample(rng, scene)
            for tile in finished:
                pixels, width, label = tile
                usable = fits(label, width) and is_legible(pixels, label)
                if usable and (label or kind == NEGATIVE):
                    yield kind, tile

    def _sample(self, rng: Random, scene: Scene) -> tuple[str, list[Finished]]:
        if rng.random() < NEGATIVE_SHARE:
            line = Line(_blank(rng), EM * 3 // 4, (), np.zeros(1), np.zeros(1), EM * 7 // 10)
            return NEGATIVE, self._finish(line, rng, scene)
        kind, line = self._line(rng)
        return kind, self._finish(line, rng, scene)

    def _line(self, rng: Random) -> tuple[str, Line]:
        """A text in a face that has its characters."""
        while True:
            text, kind = self._texts.sample(rng)
            classes = [CLASS_OF[c] for c in text]
            for _ in range(6):
                face = self._face(kind, rng)
                if text.isascii() or self._atlas.supports(face, classes):
                    return kind, set_line(self._atlas, face, classes, rng)

    def _face(self, kind: str, rng: Random) -> int:
        """A face for a text of that kind."""
        if kind in _FILLED_IN:
            draw = rng.random()
            if draw < PRINTER_SHARE:
                return self._pages.faces.pick(rng, _PRINTED)
            if draw > 1 - WRITTEN_SHARE:
                return self._pages.faces.pick(rng, _WRITTEN)
        at = np.searchsorted(self._cumulative, rng.random(), side="right")
        return int(self._faces[min(int(at), len(self._faces) - 1)])

    def _finish(self, line: Line, rng: Random, scene: Scene) -> list[Finished]:
        canvas, baseline = scene.paint(line, rng)
        as_crop = rng.random() < CROP_SHARE and bool(line.classes)
        patch = photograph(canvas, line.cap, rng, levelled=not as_crop)
        if as_crop:
            return frame_as_crop(patch, line, baseline, rng)
        if not line.classes:
            line = Line(
                line.band, line.above, (1,), np.zeros(1), np.full(1, line.band.shape[1]), line.cap
            )
            return [(t, w, []) for t, w, _ in frame_as_line(patch, line, baseline, rng)]
        return frame_as_line(patch, line, baseline, rng)


def _blank(rng: Random) -> np.ndarray:
    """A band without text: empty, or a few blots and strokes."""
    band = np.zeros((EM, rng.randrange(EM, 6 * EM)), np.uint8)
    if rng.random() < 0.5:
        for _ in range(rng.randrange(1, 4)):
            y, x = rng.randrange(EM), rng.randrange(band.shape[1])
            h, w = rng.choice(((3, 40), (30, 60), (2, 200), (6, 6), (40, 4)))
            band[y : y + h, x : x + w] = rng.randrange(60, 256)
    return band
