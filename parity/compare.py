"""Compares what a runtime read with the reference, and gates it.

The same for a runtime here and for a device's report: all but the logits' errors is computed from
what was read. A device knows only its error on the bundle's golden vectors; there the margin must
exceed twice the mode's error, as the export measured it, or twice the device's, if that is larger.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from contract.manifest import Precision
from model.decode import Char, Reading
from parity import gates
from parity.accuracy import MAX_LOSS
from parity.corpus import Corpus
from parity.execute import Artefact
from parity.gates import Errors, GateError
from parity.pages import compare_words
from parity.records import GoldenState, PageRead, PageResult, Result, Run, TileRead
from parity.reference import Reference

GOLDEN_SLACK = 1.01
"""The manifest's errors are rounded, to four digits."""

CORPUS_SLACK = 1.5
"""Points of SWA that chance may take on the corpus: it is too small to see half a point of words.

The export counts a mode's loss on thousands of tiles; here only a runtime that reads much worse
than that is found.
"""

PageTexts = Mapping[str, Sequence[str]]
"""Words of pages by the pages' names."""


def compare(
    run: Run,
    artefact: Artefact,
    reference: Reference,
    corpus: Corpus,
    charset: str,
    *,
    gated: bool = True,
    golden: PageTexts | None = None,
) -> Result:
    """Compare a run of a file with the reference.

    Args:
        run: what was read.
        artefact: the file.
        reference: what should have been read.
        corpus: the tiles that were read.
        charset: the bundle's.
        gated: whether a miss counts.
        golden: the pages' words that this file must give, if they are known.
    """
    found = gates.compare(
        gates.readings(reference.logits, charset),
        [reading(tile, charset) for tile in run.tiles],
        corpus.texts,
        _errors(run, artefact),
    )
    pages = tuple(
        _page_result(wanted, given, golden)
        for wanted, given in zip(reference.pages, run.pages, strict=True)
    )
    misses = (*_misses(run, artefact, found), *_page_misses(pages)) if gated else ()
    return Result(
        tiles=found.tiles,
        identical=found.tiles - len(found.differences),
        undecided=found.texts_undecided,
        different=found.texts_different,
        broken=found.texts_broken,
        agreement=found.agreement,
        swa=found.swa,
        swa_loss=found.swa_loss,
        differences=found.differences,
        pages=pages,
        misses=misses,
        verdict="misses" if misses else "passes" if gated else "reported",
    )


def max_loss(precision: Precision) -> float:
    """Points of SWA that a model of this precision may lose on the corpus."""
    return MAX_LOSS[precision] + CORPUS_SLACK


def reading(tile: TileRead, charset: str) -> Reading:
    """A reading with the characters of a record; what stands between them is not in it."""
    chars = tuple(
        Char(1 + charset.index(text), *place)
        for text, place in zip(tile.text, tile.chars, strict=True)
    )
    return Reading(chars, (), (), (), (), charset)


def _errors(run: Run, artefact: Artefact) -> Errors:
    if run.measured:
        return Errors(**run.measured)
    return Errors(max(run.golden_error, artefact.error), np.nan, np.nan)


def _misses(run: Run, artefact: Artefact, found: gates.Measured) -> list[str]:
    misses = []
    try:
        gates.gate(run.precision, found)
    except GateError as error:
        misses.append(str(error))
    if found.swa_loss > max_loss(run.precision):
        misses.append(
            f"it loses {found.swa_loss:.2f} points of SWA on the corpus, more than "
            f"{max_loss(run.precision):g}"
        )
    bound = GOLDEN_SLACK * artefact.error
    if not run.golden_error <= bound:
        misses.append(
            f"its golden vectors are {run.golden_error:.3g} off, more than {bound:.3g}, the "
            f"{run.precision} model's error"
        )
    return misses


def _page_result(wanted: PageRead, given: PageRead, golden: PageTexts | None) -> PageResult:
    identical, differences = compare_words(wanted, given)
    state: GoldenState = "none"
    if golden is not None:
        state = "equal" if list(golden.get(given.name, ())) == given.texts else "differs"
    return PageResult(wanted.name, len(wanted.words), identical, differences, state)


def _page_misses(pages: Sequence[PageResult]) -> list[str]:
    names = [page.name for page in pages if page.golden == "differs"]
    if not names:
        return []
    return [f"its words are not those that this very file must give on: {', '.join(names)}"]
