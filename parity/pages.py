"""Pages read through a runner, as records, and compared word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from contract.bundle import Bundle
from contract.lexicon import Lexicon
from model.backends import check_tiles
from model.calibration import Calibration
from parity.records import PageRead, WordDifference, WordRead
from parity.runners import Logits
from scan.page import hull


@dataclass
class RunnerBackend:
    """A runner's net behind the face that `scan` reads through: see `model.backends.Backend`."""

    name: str
    charset: str
    tile_widths: tuple[int, ...]
    calibration: Calibration
    lexicon: Lexicon | None
    run: Logits

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        check_tiles(tiles, self.tile_widths)
        return self.run(tiles)


def runner_backend(bundle: Bundle, name: str, run: Logits) -> RunnerBackend:
    """A runner of one of a bundle's models, or of its weights."""
    m = bundle.manifest
    calibration = Calibration(bundle.calibration)
    return RunnerBackend(name, bundle.charset, m.tile_widths, calibration, bundle.lexicon, run)


def page_read(name: str, page: dict[str, Any]) -> PageRead:
    """The record of a page that was read, of `scan.page.Page.as_dict()` or its like from C++."""
    lines = [line for block in page["blocks"] for line in block["lines"]]
    words = tuple(
        WordRead(word["text"], tuple(word["quad"]), word["confidence"])
        for line in lines
        for word in line["words"]
    )
    return PageRead(name, page["width"], page["height"], page["rotation"], words)


def compare_words(wanted: PageRead, given: PageRead) -> tuple[int, tuple[WordDifference, ...]]:
    """How many words of a page, in their order, were read as wanted, and where others stand."""
    matcher = SequenceMatcher(None, wanted.texts, given.texts, autojunk=False)
    differences = tuple(
        _difference(wanted.words[a:b], given.words[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )
    return sum(block.size for block in matcher.get_matching_blocks()), differences


def _difference(wanted: tuple[WordRead, ...], given: tuple[WordRead, ...]) -> WordDifference:
    reference, candidate = (" ".join(word.text for word in words) for words in (wanted, given))
    return WordDifference(reference, candidate, hull([w.quad for w in wanted or given]))
