"""The plug for devices: a report that a test on a phone or emulator wrote takes a runner's place.

The device runs the corpus through the bundle that its app embeds and writes `parity.records`'
JSON. What it read is compared here like any other run; the file is trusted with what was read,
the time that it took, and the error on the bundle's golden vectors.
"""

from collections.abc import Sequence
from pathlib import Path

from contract.errors import ContractError
from contract.numbers import STEP
from parity.corpus import Corpus, PageImage
from parity.records import Report, Run, TileRead, read


def read_report(
    path: Path,
    weights: str,
    digest: str,
    corpus: Corpus,
    pages: Sequence[PageImage],
    charset: str,
) -> Report:
    """A report that fits the bundle's weights and the corpus.

    Args:
        path: the JSON file.
        weights: SHA-256 of the bundle's weights.
        digest: the corpus' digest, see `parity.reference.digest`.
        corpus: the tiles.
        pages: the pages.
        charset: the bundle's.

    Raises:
        ContractError: no such report, of another bundle or corpus, or one that contradicts itself.
        OSError: the file cannot be read.
    """
    report = read(path)
    if report.weights != weights:
        raise ContractError(
            f"{path} was written with a bundle of other weights ({report.weights[:12]}…): "
            "embed this bundle and run the device's test again"
        )
    if report.corpus != digest:
        raise ContractError(
            f"{path} was written with another corpus ({report.corpus[:12]}… instead of "
            f"{digest[:12]}…): copy parity/data and run the device's test again"
        )
    if not report.runs:
        raise ContractError(f"{path} holds no runs; run the device's test again")
    for i, run in enumerate(report.runs):
        try:
            _check(run, corpus, pages, charset)
        except ContractError as error:
            raise ContractError(f"{path}: runs[{i}]{error}") from None
    return report


def _check(run: Run, corpus: Corpus, pages: Sequence[PageImage], charset: str) -> None:
    if len(run.tiles) != len(corpus):
        raise ContractError(f".tiles holds {len(run.tiles)} tiles, the corpus {len(corpus)}")
    if [page.name for page in run.pages] != [page.name for page in pages]:
        raise ContractError(".pages are not the pages of the corpus, in its order")
    if run.golden_error < 0:
        raise ContractError(".golden_error is below 0")
    steps = corpus.tiles.shape[2] // STEP
    for i, tile in enumerate(run.tiles):
        if not _is_reading(tile, steps, charset):
            raise ContractError(f".tiles[{i}] is no reading of {steps} steps: {tile.text!r}")


def _is_reading(tile: TileRead, steps: int, charset: str) -> bool:
    """Whether the characters are known, and their runs follow each other as CTC demands."""
    if len(tile.text) != len(tile.chars) or not set(tile.text) <= set(charset):
        return False
    before, text = -1, ""
    for character, (first, last, peak, logprob) in zip(tile.text, tile.chars, strict=True):
        apart = first > before + (character == text)  # a blank parts equal characters
        if not (apart and first <= peak <= last < steps and logprob <= 0):
            return False
        before, text = last, character
    return True
