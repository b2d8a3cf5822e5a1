"""A small context-free grammar for what documents hold besides prose: prices, dates, labels…

A grammar file has sections of alternatives; ``|`` between spaces separates them on a line:

    [price]
    4* ${amount} | {amount}-
    RM {amount}
    [amount]
    {1..99}.##

``{name}`` expands a section; ``{1..31}`` and ``{01..31}`` a number (zero-padded in the second
form), ``{name:upper}`` changes its case (also ``lower``, ``title``, and ``joined``: small letters
and digits only). ``#`` is a digit, ``^`` a capital
letter, ``~`` a small letter; a backslash takes the next character literally. ``4*`` at a line's
start gives each of its alternatives that weight. Lines that start with ``//`` are comments.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from contract.charset import CHARSET
from contract.errors import ContractError
from synth.text.styles import Uniform, upper

Part = Callable[[Uniform], str]
"""Draws a piece of text."""

_TOKEN = re.compile(r"\\(.)|\{([^{}]+)\}|(#+)|(\^+)|(~+)|([^\\{}#^~]+)", re.S)
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_WEIGHT = re.compile(r"(\d+)\* ")
_CASES: dict[str, Callable[[str], str]] = {
    "upper": upper,
    "lower": str.lower,
    "title": str.title,
    "joined": lambda text: "".join(filter(str.isalnum, text.lower())),
}


class Grammar:
    """Compiled sections; draw with `part(name)(uniform)` or `draw(name, uniform)`."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Compile the grammar files' texts together; sections may refer to each other.

        Raises:
            ContractError: an unknown section, a malformed line, a character outside the charset.
        """
        self._sections: dict[str, tuple[Part, ...]] = {}
        lines = {name: body for text in texts for name, body in _sections(text)}
        self._names = set(lines)
        for name, body in lines.items():
            self._sections[name] = tuple(self._alternatives(name, body))

    @classmethod
    def load(cls, folder: Path) -> "Grammar":
        """Compile all ``*.txt`` in `folder`."""
        return cls(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))

    def part(self, name: str) -> Part:
        """The drawing function of a section."""
        if name not in self._names:
            raise ContractError(f"grammar: no section [{name}]; write one or correct the name")
        sections = self._sections  # looked up when drawing: sections may be mutually recursive

        def draw(uniform: Uniform) -> str:
            alternatives = sections[name]
            return alternatives[int(uniform() * len(alternatives))](uniform)

        return draw

    def draw(self, name: str, uniform: Uniform) -> str:
        """One text of a section."""
        return self.part(name)(uniform)

    def _alternatives(self, name: str, body: list[str]) -> Iterable[Part]:
        for line in body:
            weight = _WEIGHT.match(line)
            for template in line[weight.end() if weight else 0 :].split(" | "):
                part = self._template(name, template.strip())
                yield from [part] * (int(weight[1]) if weight else 1)

    def _template(self, name: str, template: str) -> Part:
        parts: list[str | Part] = []
        position = 0
        for token in _TOKEN.finditer(template):
            if token.start() != position:
                break
            position = token.end()
            escaped, slot, digits, capitals, smalls, plain = token.groups()
            if escaped or plain:
                parts.append(_literal(name, escaped or plain))
            elif slot:
                parts.append(self._slot(slot))
            elif digits:
                parts.append(_number(0, 10 ** len(digits) - 1, len(digits)))
            else:
                parts.extend([_letter("A" if capitals else "a")] * len(capitals or smalls))
        if position != len(template) or not template:
            raise ContractError(f"grammar [{name}]: cannot read {template!r}; check its braces")
        return _concatenation(parts)

    def _slot(self, slot: str) -> Part:
        if bounds := _RANGE.fullmatch(slot):
            width = len(bounds[1]) if bounds[1].startswith("0") and len(bounds[1]) > 1 else 0
            return _number(int(bounds[1]), int(bounds[2]), width)
        name, _, case = slot.partition(":")
        inner = self.part(name)
        if not case:
            return inner
        if case not in _CASES:
            raise ContractError(f"grammar {{{slot}}}: the cases are {', '.join(_CASES)}")
        change = _CASES[case]
        return lambda uniform: change(inner(uniform))


def _sections(text: str) -> Iterable[tuple[str, list[str]]]:
    name, body = "", list[str]()
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("//"):
            continue
        if re.fullmatch(r"\[\w+\]", line):
            if name:
                yield name, body
            name, body = line[1:-1], []
        elif name:
            body.append(line)
        else:
            raise ContractError(f"grammar: {line!r} stands before the first [section]")
    if name:
        yield name, body


def _literal(name: str, text: str) -> str:
    if strange := sorted(set(text) - set(CHARSET)):
        raise ContractError(f"grammar [{name}]: not in the charset: {' '.join(map(repr, strange))}")
    return text


def _number(low: int, high: int, width: int) -> Part:
    span = high - low + 1
    if span <= 1000:
        table = tuple(f"{n:0{width}d}" for n in range(low, high + 1))
        return lambda uniform: table[int(uniform() * span)]
    return lambda uniform: f"{low + int(uniform() * span):0{width}d}"


def _letter(first: str) -> Part:
    start = ord(first)
    return lambda uniform: chr(start + int(uniform() * 26))


def _concatenation(parts: list[str | Part]) -> Part:
    """One function for a sequence; short sequences, the common ones, get their own code."""
    if len(parts) == 1:
        only = parts[0]
        return (lambda uniform: only) if isinstance(only, str) else only
    if len(parts) == 2:
        first, second = parts
        if isinstance(first, str) and not isinstance(second, str):
            return lambda uniform: first + second(uniform)
        if isinstance(second, str) and not isinstance(first, str):
            return lambda uniform: first(uniform) + second
    return lambda uniform: "".join(
        [part if isinstance(part, str) else part(uniform) for part in parts]
    )
