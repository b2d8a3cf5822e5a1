"""Reading a strip or a bare word crop: tiles through the net, decoded and stitched together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

import numpy as np

from contract.joining import SPACE_GAP, TILE_BATCH
from contract.lexicon import Lexicon
from contract.numbers import STEP
from detector.framing import frame_crop
from detector.tiles import Tile, cut_tiles, tile_pixels
from model.backends import Backend
from model.calibration import word_feature
from model.correction import check
from model.decode import Reading, clip, end_with_space, greedy, join, words
from model.logprobs import logprobs


@dataclass(frozen=True)
class ReadWord:
    """A word of a strip."""

    text: str
    confidence: int
    """Calibrated, in per mille."""
    feature: int
    """What the confidence was computed from: see model.calibration.word_feature."""
    left: int
    right: int
    """Strip columns of its first and last character's run, right exclusive."""


@dataclass(frozen=True)
class StripReading:
    """What stands on a strip."""

    text: str
    words: tuple[ReadWord, ...]
    reading: Reading
    """The decoded steps of all tiles, one after the other; nothing in it is corrected."""
    columns: tuple[int, ...]
    """Strip column at which each of these steps begins."""
    cuts: tuple[int, ...]
    """Steps with which a tile begins that does not overlap the one before."""

    @property
    def confidence(self) -> int:
        """That of the least sure word, in per mille; 0 if nothing was read."""
        return min((word.confidence for word in self.words), default=0)

    @property
    def margin(self) -> int:
        """How far the net's decisions are from changing: see Reading.margin."""
        return self.reading.margin


def read_crop(grey: np.ndarray, backend: Backend) -> StripReading:
    """Read a bare crop of a word or of a few: grey uint8 [H, W].

    Raises:
        ImageError: not such an image.
    """
    return read_strips([frame_crop(grey)], backend, backend.lexicon)[0]


def read_strips(
    strips: Sequence[np.ndarray], backend: Backend, lexicon: Lexicon | None = None
) -> list[StripReading]:
    """Read strips, uint8 [32, width], of any width; their tiles share the backend's batches.

    With a lexicon their words are corrected.
    """
    tiles = [cut_tiles(strip, backend.tile_widths[-1]) for strip in strips]
    readings = read_tiles(
        ((strip, tile) for strip, cut in zip(strips, tiles, strict=True) for tile in cut), backend
    )
    return [stitch(cut, [next(readings) for _ in cut], backend, lexicon) for cut in tiles]


def read_tiles(tiles: Iterable[tuple[np.ndarray, Tile]], backend: Backend) -> Iterator[Reading]:
    """What stands on each tile of a strip, uint8 [32, width]; a few are in memory at a time."""
    width = backend.tile_widths[-1]
    pixels = (tile_pixels(strip, tile, width) for strip, tile in tiles)
    while batch := list(islice(pixels, TILE_BATCH)):
        for row in logprobs(backend.logits(np.stack(batch))):
            yield greedy(row, backend.charset)


def stitch(
    tiles: list[Tile],
    readings: list[Reading],
    backend: Backend,
    lexicon: Lexicon | None = None,
) -> StripReading:
    """The readings of a strip's tiles as one.

    Where two tiles overlap, the left one counts up to a seam between characters and the right
    one from there on. Without an overlap all steps of both count, and a gap as wide as a space
    puts one at the cut, since neither tile shows it between characters.
    """
    first = [0] * len(tiles)
    end = [len(reading.steps) for reading in readings]
    for i, (left, right) in enumerate(pairwise(tiles)):
        if right.overlap:
            at = seam(left, right, _peaks(left, readings[i]) + _peaks(right, readings[i + 1]))
            end[i] = _step_at(at - left.x)
            first[i + 1] = _step_at(at - right.x)
    parts = [clip(r, a, b) for r, a, b in zip(readings, first, end, strict=True)]
    for i, tile in enumerate(tiles[1:]):
        if tile.gap >= SPACE_GAP:
            parts[i] = end_with_space(parts[i])
    reading = join(parts)
    columns = [
        tile.x + min(step * STEP, max(tile.width - STEP, 0))  # a late run may lie in the padding
        for tile, a, b in zip(tiles, first, end, strict=True)
        for step in range(a, b)
    ]
    checked = [check(word, reading, lexicon) for word in words(reading)]
    features = [word_feature(word) + bonus for word, bonus, _ in checked]
    found = tuple(
        ReadWord(
            text=word.text,
            confidence=backend.calibration.confidence(feature),
            feature=feature,
            left=columns[word.chars[0].first],
            right=columns[word.chars[-1].last] + STEP,
        )
        for (word, _, _), feature in zip(checked, features, strict=True)
    )
    text = reading.text.strip()
    if any(corrected for _, _, corrected in checked):
        text = " ".join(word.text for word in found)
    lengths = list(accumulate(b - a for a, b in zip(first, end, strict=True)))
    cuts = [at for at, tile in zip(lengths, tiles[1:], strict=False) if not tile.overlap]
    return StripReading(text, found, reading, tuple(columns), tuple(cuts))


def seam(left: Tile, right: Tile, peaks: list[int]) -> int:
    """Strip column at which the right tile takes over: the one farthest from any peak.

    Looked for in the middle half of the overlap, since near a tile's edge characters are cut.
    Ties go to the column nearest to the middle, then to the lower one. `peaks` are the columns
    of the characters' peaks in both tiles.
    """
    middle = right.x + right.overlap // 2
    quarter = right.overlap // 4
    candidates = range(middle - quarter, middle + quarter + 1)

    def badness(column: int) -> tuple[int, int, int]:
        nearest = min((abs(column - peak) for peak in peaks), default=0)
        return -nearest, abs(column - middle), column

    return min(candidates, key=badness)


def _peaks(tile: Tile, reading: Reading) -> list[int]:
    return [tile.x + char.peak * STEP + STEP // 2 for char in reading.chars]


def _step_at(column: int) -> int:
    """First step whose centre lies at or right of a tile's column."""
    return -(-(column - STEP // 2) // STEP)
