"""The characters that Pocket OCR reads, and the class numbers that the net gives them.

Class 0 is CTC's blank; class k (k >= 1) is ``CHARSET[k - 1]``.
"""

import unicodedata

from contract.errors import ContractError

BLANK = 0

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_SYMBOLS = "£€¥©®°§•·–—‘’“”"
_LATIN_1 = "".join(chr(c) for c in range(0xC0, 0x100) if c not in (0xD7, 0xF7))

CHARSET = _ASCII + _SYMBOLS + _LATIN_1
"""Printable ASCII (space first), the symbols of modern documents, Latin-1's accented letters."""

CLASS_OF = {character: 1 + k for k, character in enumerate(CHARSET)}

CLASSES = len(CHARSET) + 1
"""Number of classes of the net: the characters and the blank."""

SPACE = 1 + CHARSET.index(" ")


def encode(text: str, charset: str = CHARSET) -> list[int]:
    """Class numbers of `text` after NFC.

    Raises:
        ContractError: a character is not in `charset`.
    """
    try:
        return [1 + charset.index(c) for c in unicodedata.normalize("NFC", text)]
    except ValueError:
        strange = sorted(set(unicodedata.normalize("NFC", text)) - set(charset))
        raise ContractError(f"not in the charset: {' '.join(map(repr, strange))}") from None


def decode(classes: list[int], charset: str = CHARSET) -> str:
    """Text of class numbers >= 1 (no blanks)."""
    return "".join(charset[k - 1] for k in classes)
