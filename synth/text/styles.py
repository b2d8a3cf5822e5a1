"""How running text is set: its case, the punctuation beside a word, curly quotes, random strings."""

from contract.charset import CHARSET
from synth.text.grammar import Uniform

_TRAILING = tuple(",,,,,,......::;)?!-*") + ("'s", "'s", '"', ",\"", ".\"", ".)", "),", "...", "—")
_LEADING = ("(", "(", '"', '"', "'", "-", "*", "[", "•", "#", "/", "—")
_OPENERS = " ([{-–—/"
_RARE = tuple(c for c in CHARSET if not (c.isascii() and (c.isalnum() or c == " ")))
_COMMON = tuple(c for c in CHARSET if c.isascii() and c.isalnum())


def upper(text: str) -> str:
    """Capitals that stay inside the charset (ÿ has none there)."""
    return text.upper().replace("\u0178", "Y")


def recase(text: str, uniform: Uniform) -> str:
    """60 % as it is, 22 % ALL CAPS, 13 % Title Case, 5 % odd (small, Single, sWAPPED, miXed)."""
    r = uniform()
    if r < 0.60:
        return text
    if r < 0.82:
        return upper(text)
    if r < 0.95:
        return " ".join([word[:1].upper() + word[1:] for word in text.split(" ")])
    return odd_case(text, uniform)


def odd_case(text: str, uniform: Uniform) -> str:
    """A case that nobody would predict."""
    r = uniform()
    if r < 0.35:
        return text.lower()
    if r < 0.6:
        return text[:1].upper() + text[1:].lower()
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
    """Straight quotes as typographic ones: opening after a space, an opener or the start."""
    out = []
    before = " "
    for c in text:
        if c == '"':
            c = "“" if before in _OPENERS else "”"
        elif c == "'":
            c = "‘" if before in _OPENERS or before == "“" else "’"
        out.append(c)
        before = c
    return "".join(out)


def random_string(uniform: Uniform) -> str:
    """1-10 characters, half of them from the rare ones (symbols, accented letters)."""
    out = ""
    for _ in range(1 + int(uniform() * uniform() * 10)):
        table = _RARE if uniform() < 0.5 else _COMMON
        out += table[int(uniform() * len(table))]
    return out
