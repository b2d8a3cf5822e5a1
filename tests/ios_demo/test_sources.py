"""Swift's syntax, without a compiler; and what no Swift file says.

Proves that each file can be parsed, not that it compiles: see test_apple_code.py for that.
"""

import re

import pytest
from apple_files import DEMO, STAND_INS, SWIFT, nodes

from contract import numbers
from contract.charset import CLASSES
from contract.manifest import contract_numbers

CONTRACT = {
    *numbers.TILE_WIDTHS,
    *(contract_numbers()[name] for name in ("STRIP_HEIGHT", "MAX_PIXELS", "MAX_SIDE")),
    *(width // numbers.STEP for width in numbers.TILE_WIDTHS),
    CLASSES,
    CLASSES - 1,
}
"""Sizes of tiles, logits, charset and pages: those stand in a bundle's manifest."""

OTHER_MEANINGS = {"SHA256.swift"}
"""Files where such a number is of another standard."""

NETWORK = {"URLSession", "URLRequest", "Network", "NWConnection", "WebKit", "SafariServices"}


def name(path):
    return path.relative_to(path.parents[2]).as_posix()


@pytest.mark.parametrize("path", SWIFT + STAND_INS, ids=name)
def test_a_file_is_swift(path):
    wrong = [node for node in nodes(path.read_bytes()) if node.is_error or node.is_missing]
    assert not wrong, [(node.start_point.row + 1, node.type, node.text) for node in wrong]


@pytest.mark.parametrize("damage", [(b"{", b""), (b"func ", b"fnc "), (b"->", b"=>")])
def test_damage_is_seen(damage):
    source = (DEMO / "PocketOCR/Sources/PocketOCR/PixelImage.swift").read_bytes()
    source += b"func size(of image: PixelImage) -> Int { image.width }\n"
    assert not any(node.is_error or node.is_missing for node in nodes(source))
    where = source.rindex(damage[0])
    broken = source[:where] + source[where:].replace(*damage)
    assert any(node.is_error or node.is_missing for node in nodes(broken))


@pytest.mark.parametrize(
    "path", [path for path in SWIFT if path.name not in OTHER_MEANINGS], ids=name
)
def test_no_number_of_the_contract_is_repeated(path):
    literals = [node for node in nodes(path.read_bytes()) if node.type.endswith("_literal")]
    found = {
        int(text): node.start_point.row + 1
        for node in literals
        if (text := node.text.decode().replace("_", "")).isdecimal()
    }
    repeated = CONTRACT & set(found)
    assert not repeated, f"ask the manifest: {[(each, found[each]) for each in repeated]}"


def test_nothing_uses_the_network():
    for path in SWIFT:
        words = {
            node.text.decode()
            for node in nodes(path.read_bytes())
            if node.type.endswith("identifier")
        }
        assert not words & NETWORK, path
        assert not re.search(r"https?:", path.read_text(encoding="utf-8")), path
