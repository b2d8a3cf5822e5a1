"""How running text is set: its case, punctuation, curly quotes; and random strings."""

from collections.abc import Callable

from contract.charset import CHARSET

Uniform = Callable[[], float]
"""Draws a float in [0, 1): the bound method ``random.Random.random``."""

_TRAILING = tuple(",,,,,,......::::;)?!-*") + ("'s", "'s", '"', ',"', '."', ".)", "),", "...", "—")
_LEADING = ("(", "(", '"', '"', "'", "-", "*", "[", "•", "#", "/", "—")
_OPENERS = " ([{-–—/"
_RARE = tuple(c for c in CHARSET if not (c.isascii() and (c.isalnum() or c == " ")))
_COMMON = tuple(c for c in CHARSET if c.isascii() and c.isalnum())


def upper(text: str) -> str:
    """Capitals that stay inside the charset (ÿ has none there, ß becomes SS)."""
    return text.upper().replace("Ÿ", "Y")


def recase(text: str, uniform: Uniform) -> str:
    """60 % as it is, 22 % ALL CAPS, 13 % Title Case, 5 % odd (small, Single, sWAPPED, miXed)."""
    r = uniform()
    if r < 0.60:
        return text
    if r < 0.82:
        return upper(text)
    if r < 0.95:
        return " ".join([upper(word[:1]) + word[1:] for word in text.split(" ")])
    return odd_case(text, uniform)


def odd_case(text: str, uniform: Uniform) -> str:
    """A case that nobody would predict."""
    r = uniform()
    if r < 0.35:
        return text.lower()
    if r < 0.6:
        return upper(text[:1]) + text[1:].lower()
    cut = 1 + int(uniform() * len(text))
    if r < 0.8:
        return text[:cut].lower() + upper(text[cut:])
    return upper(text[:cut]) + text[cut:].lower()


def attach_punctuation(word: str, uniform: Uniform) -> str:
    """A word with what stands beside it in running text: mostly a trailing mark."""
    r = uniform()
    if r < 0.8:
        return word + _TRAILING[int(uniform() * len(_TRAILING))]
    if r < 0.9:
        return _LEADING[int(uniform() * len(_LEADING))] + word
    return f"({word})" if r < 0.95 else f'"{word}"'


def curl(text: str) -> str:
    """Straight quotes as typographic ones: opening after a space, an opener or the start.

    An apostrophe before a digit (’98) never opens.
    """
    out = []
    before = " "
    for c, after in zip(text, text[1:] + " ", strict=True):
        opens = before in _OPENERS
        if c == '"':
            c = "“" if opens else "”"
        elif c == "'":
            c = "‘" if (opens or before == "“") and not after.isdigit() else "’"
        out.append(c)
        before = c
    return "".join(out)


def random_string(uniform: Uniform) -> str:
    """1-12 characters, mostly few, 60 % of them rare ones (symbols, accented letters)."""
    out = ""
    for _ in range(1 + int(uniform() * uniform() * 12)):
        table = _RARE if uniform() < 0.6 else _COMMON
        out += table[int(uniform() * len(table))]
    return out
