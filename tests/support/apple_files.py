"""The files of ios_demo: Swift's syntax trees, and Xcode's project as Python values."""

import re
from pathlib import Path
from typing import Any

import tree_sitter
import tree_sitter_swift

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "ios_demo"
PROJECT = DEMO / "PocketOCRDemo.xcodeproj"
SWIFT = sorted(path for path in DEMO.rglob("*.swift") if ".build" not in path.parts)
STAND_INS = sorted((ROOT / "tests/ios_demo/apple").glob("*.swift"))

_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_swift.language()))
_TOKEN = re.compile(
    r'\s+ | //[^\n]* | /\*.*?\*/ | (?P<sign>[{}()=;,]) | "(?P<quoted>(?:[^"\\]|\\.)*)"'
    r" | (?P<bare>[A-Za-z0-9_./]+)",
    re.DOTALL | re.VERBOSE,
)


def nodes(source: bytes) -> list[tree_sitter.Node]:
    """All nodes of the syntax tree of Swift source."""
    found = [_PARSER.parse(source).root_node]
    for node in found:
        found += node.children
    return found


def project() -> dict[str, Any]:
    """`project.pbxproj`: its root dictionary; all its values are texts, lists and dictionaries."""
    text = (PROJECT / "project.pbxproj").read_text(encoding="utf-8")
    assert text.startswith("// !$*UTF8*$!\n")
    tokens = _tokens(text)
    value = _value(tokens)
    assert not tokens, f"after the project's end: {tokens[-1]}"
    return value


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kind and text of each token, the last one first."""
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match, f"not a property list: {text[at : at + 40]!r}"
        if match.lastgroup:
            tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens[::-1]


def _value(tokens: list[tuple[str, str]]) -> Any:
    kind, text = tokens.pop()
    if kind == "bare":
        return text
    if kind == "quoted":
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)
    if text == "(":
        items = []
        while tokens[-1] != ("sign", ")"):
            items.append(_value(tokens))
            assert tokens.pop() == ("sign", ","), f"no comma after {items[-1]}"
        tokens.pop()
        return items
    assert text == "{", f"unexpected {text}"
    found: dict[str, Any] = {}
    while tokens[-1] != ("sign", "}"):
        key = _value(tokens)
        assert tokens.pop() == ("sign", "="), f"no = after {key}"
        assert key not in found, f"{key} stands there twice"
        found[key] = _value(tokens)
        assert tokens.pop() == ("sign", ";"), f"no ; after the value of {key}"
    tokens.pop()
    return found
