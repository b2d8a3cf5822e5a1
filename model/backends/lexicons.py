"""The lexicon that lies beside a weights file."""

from pathlib import Path

from contract.errors import ContractError
from contract.lexicon import Lexicon, parse

LEXICON_FILE = "lexicon.bin"
NOTICE_FILE = "LEXICON.md"
"""Lies beside it: where the words come from, and what their owners want to be passed on."""


def find_lexicon(weights: Path) -> Lexicon | None:
    """The lexicon beside weights, if there is one.

    Raises:
        ContractError: it is damaged; names the file.
    """
    path = weights.parent / LEXICON_FILE
    return read_lexicon(path) if path.exists() else None


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file.

    Raises:
        ContractError: the file cannot be read or is none.
    """
    try:
        return parse(path.read_bytes())
    except (OSError, ContractError) as error:
        raise ContractError(f"{path}: {error}: make it with `python -m synth lexicon`") from None
