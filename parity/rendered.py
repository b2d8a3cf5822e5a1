"""Sets of tiles rendered on the spot, from a seed: the same tiles on every clone, no download.

Synth's own renderer sets its texts in the committed sample of held-out faces, with training's
mixes of degradation and its share of tiles that the detector cuts from synthetic pages.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from contract.charset import decode
from contract.errors import ContractError
from contract.sources import sources_digest
from contract.version import VERSION
from parity.corpus import Corpus, read_corpus, write_corpus
from synth.fonts import sample
from synth.fonts.atlas import Atlas
from synth.render.renderer import Renderer
from synth.text.source import TextSource

PAGE_SHARE = 0.15
CALIBRATION_SEED, CALIBRATION_TILES = 512, 512
ACCURACY_SEED, ACCURACY_TILES = 5120, 5120
CHUNK = 256
"""Tiles a step: how often progress is told."""

Progress = Callable[[int, int], None]
"""Called with how many tiles are done, and of how many."""

MAKERS = ("synth/render", "synth/pages", "synth/text", "detector",
          "contract/numbers.py", "contract/finding.py", "contract/charset.py")  # fmt: skip
"""The code that makes the tiles, folders and files."""


def rendered(
    count: int,
    seed: int,
    folder: Path | None = None,
    progress: Progress | None = None,
    page_share: float = PAGE_SHARE,
) -> Corpus:
    """`count` tiles; the same count and seed give the same tiles. Their kinds: of text.

    Args:
        count: how many.
        seed: of texts, faces, degradations.
        folder: a cache that keeps them; what is there is not made again.
        progress: told after every CHUNK tiles.
        page_share: of them are cut by the detector from synthetic pages.

    Raises:
        ContractError: no tile is asked for.
        OSError: the cache cannot be written.
    """
    if count < 1:
        raise ContractError(f"{count} tiles cannot be rendered: ask for one or more")
    place = folder and folder / f"tiles-{_key(count, seed, page_share)}"
    if place and place.is_dir():
        try:
            return read_corpus(place)
        except ContractError:
            pass  # it is made anew
    made = _render(count, seed, page_share, progress or (lambda done, count: None))
    if place:
        write_corpus(place, made)
    return made


def calibration_tiles(folder: Path | None = None, progress: Progress | None = None) -> Corpus:
    """The tiles from which static int8 takes its ranges."""
    return rendered(CALIBRATION_TILES, CALIBRATION_SEED, folder, progress)


def accuracy_tiles(folder: Path | None = None, progress: Progress | None = None) -> Corpus:
    """The tiles on which every export's loss of accuracy is measured."""
    return rendered(ACCURACY_TILES, ACCURACY_SEED, folder, progress)


@cache
def sources() -> tuple[Atlas, TextSource]:
    """The faces and texts that are committed."""
    return sample.open_sample(), TextSource.open(None)


def _render(count: int, seed: int, page_share: float, progress: Progress) -> Corpus:
    renderer = Renderer(*sources(), sample.SPLIT, page_share)
    tiles: list[np.ndarray] = []
    texts, kinds = list[str](), list[str]()
    for index, start in enumerate(range(0, count, CHUNK)):
        shard = renderer.shard(seed, index, min(CHUNK, count - start))
        tiles.append(shard.tiles)
        texts += [decode(shard.label(i)) for i in range(len(shard))]
        kinds += [renderer.kinds[kind] for kind in shard.kinds]
        progress(start + len(shard), count)
    return Corpus(np.concatenate(tiles), tuple(texts), tuple(kinds))


def _key(count: int, seed: int, page_share: float) -> str:
    """Names a set of tiles by all that it depends on."""
    parts = f"{VERSION} {sources_digest(*MAKERS)} {sample.digest()} {count} {seed} {page_share}"
    return hashlib.sha256(parts.encode()).hexdigest()[:24]
