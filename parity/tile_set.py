"""Composes the corpus' tiles: every character, every kind of degradation, every width."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import numpy as np

from contract.charset import CHARSET, SPACE, decode, encode
from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from parity.corpus import Corpus
from parity.degradations import LINE_KINDS, Photographer
from synth.fonts.atlas import Atlas
from synth.fonts.sample import SPLIT
from synth.pages.looks import LOOKS
from synth.pages.maker import PageMaker
from synth.pages.tiles import tiles_of
from synth.render.layout import EM, Line, Spacing, set_line
from synth.render.scene import Scene
from synth.render.tile import Finished, fits, is_legible
from synth.text.source import LONGEST, TextSource

PER_KIND = 15
PER_LOOK = 12
PAGE_KINDS = ("receipt", "form", "table")
"""Whose tiles are taken: small pages with many lines."""
CHUNK = 5
"""Characters of a text that is there for its characters."""
LONGEST_WORDS = ("electroencephalographically", "counterrevolutionaries", "incomprehensibilities")
EMPTY_KINDS = ("noise", "grain", "paper", "shadows", "specks", "halftone", "rules",
               "noise", "grain", "shadows", "paper")  # fmt: skip
PATIENCE = 200
"""How often a text is tried in other faces before it is given up."""

Progress = Callable[[str], None]


class Composer:
    """Draws tiles with some faces and texts, from a seed."""

    def __init__(self, atlas: Atlas, texts: TextSource, seed: int) -> None:
        self._atlas, self._texts = atlas, texts
        self._faces, self._cumulative = atlas.cumulative(SPLIT)
        self._pages = PageMaker(atlas, texts, SPLIT)
        self._chunks = chunks(Random(f"chunks/{seed}"))
        self._seed = seed

    def corpus(self, say: Progress = lambda line: None) -> Corpus:
        """All tiles; `say` is told of each kind that is done.

        Raises:
            ContractError: a text cannot be drawn, or a character is missing in the end.
        """
        rows: list[tuple[str, Finished]] = []
        for kind in LINE_KINDS:
            rows += [(kind, tile) for tile in self.of_kind(kind)]
            say(kind)
        for look in LOOKS:
            rows += [(f"page {look}", tile) for tile in self.of_pages(look)]
            say(f"page {look}")
        rows += [("clean", self._longest(word)) for word in LONGEST_WORDS]
        rows += [("empty", tile) for tile in self.empty()]
        texts = tuple(decode(label) for _, (_, _, label) in rows)
        if missing := set(CHARSET) - set("".join(texts)):
            raise ContractError(f"no tile shows {' '.join(sorted(missing))}: take another seed")
        pixels = np.stack([pixels for _, (pixels, _, _) in rows])
        return Corpus(pixels, texts, tuple(kind for kind, _ in rows))

    def of_kind(self, kind: str) -> Iterator[Finished]:
        """PER_KIND tiles: two for their characters, one character, a full tile, other texts."""
        rng = Random(f"{kind}/{self._seed}")
        draw = partial(self._draw, Photographer(kind, Scene()), rng)
        for i in range(2 * LINE_KINDS.index(kind), 2 * LINE_KINDS.index(kind) + 2):
            yield draw(self._chunks[i % len(self._chunks)], whole=True)
        yield draw(rng.choice(CHARSET[1:]), whole=True)
        yield draw(self._texts.passage(rng, LONGEST))
        for _ in range(PER_KIND - 4):
            yield draw(self._texts.sample(rng).text)

    def of_pages(self, look: str) -> Iterator[Finished]:
        """PER_LOOK tiles that the detector cuts from pages with a look."""
        rng = Random(f"{look}/{self._seed}")
        first = LOOKS.index(look) * len(PAGE_KINDS)
        for index, kind in enumerate(PAGE_KINDS, first):
            page = self._pages.page(self._seed, index, kind, look)
            found = [tile for tile in tiles_of(page) if tile[2]]
            yield from rng.sample(found, PER_LOOK // len(PAGE_KINDS))

    def empty(self) -> Iterator[Finished]:
        """Tiles without text: paper, and what may be on it."""
        yield np.full((STRIP_HEIGHT, TILE_WIDTHS[-1]), 255, np.uint8), TILE_WIDTHS[-1], []
        for i, kind in enumerate(EMPTY_KINDS):
            rng = Random(f"empty/{i}/{self._seed}")
            width = rng.randrange(EM, 6 * EM)
            band, ends = np.zeros((EM, width), np.uint8), (np.zeros(1), np.full(1, width))
            line = Line(band, EM * 3 // 4, (SPACE + 1,), *ends, EM * 7 // 10)
            pixels, valid, _ = Photographer(kind, Scene()).tiles(line, rng)[0]
            yield pixels, valid, []

    def _longest(self, word: str) -> Finished:
        """A word in the narrowest face, in one tile."""
        at = np.array(encode(word)) - 1
        face = int(self._atlas.glyphs["advance"][:, at].sum(axis=1).argmin())
        camera = Photographer("clean", Scene())
        return self._draw(camera, Random(f"{word}/{self._seed}"), word, whole=True, face=face)

    def _draw(
        self,
        camera: Photographer,
        rng: Random,
        text: str,
        *,
        whole: bool = False,
        face: int | None = None,
    ) -> Finished:
        """A tile of a text, in a face that has its characters; `whole`: it shows all of them."""
        classes = encode(text)
        for _ in range(PATIENCE):
            chosen = self._face(rng) if face is None else face
            if not self._atlas.supports(chosen, classes):
                continue
            own = self._atlas.glyphs["advance"][chosen, SPACE - 1] / 64
            spacing = Spacing(0.0, max(own, 0.2 * EM), 0.0, 0.0)
            line = set_line(self._atlas, chosen, classes, rng, spacing=spacing)
            for pixels, width, label in camera.tiles(line, rng):
                shows = label == classes if whole else label
                if shows and fits(label, width) and is_legible(pixels, label):
                    return pixels, width, label
        raise ContractError(f"{text!r} cannot be drawn as {camera.kind}: take another seed")

    def _face(self, rng: Random) -> int:
        at = int(np.searchsorted(self._cumulative, rng.random(), side="right"))
        return int(self._faces[min(at, len(self._faces) - 1)])


def chunks(rng: Random) -> list[str]:
    """Texts of CHUNK characters that hold all of the charset's but the space."""
    rest = list(CHARSET[1:])
    rng.shuffle(rest)
    return ["".join(rest[i : i + CHUNK]) for i in range(0, len(rest), CHUNK)]
