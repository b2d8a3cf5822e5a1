"""The trace of a page: what the detector itself says, in integers."""

import json
import zlib

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from detector.finding import find_characters, find_lines
from detector.tiles import cut_tiles, tile_pixels
from parity.trace import app, checksum, trace


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    grey = np.full((180, 640), 235, np.uint8)
    grey[110:] = 30
    for y, text, ink in ((50, "Hamburgefonstiv 123 and more of it", 20), (150, "On black.", 240)):
        cv2.putText(grey, text, (12, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, ink, 2, cv2.LINE_AA)
    return grey


def test_it_says_what_the_detector_finds(page):
    found, lines = trace(page), find_lines(page)
    assert found.lines == tuple(lines)
    assert {line.light_on_dark for line in lines} == {False, True}
    characters = find_characters(page)
    for mine, its in (
        (found.characters, characters.boxes),
        (found.marks, characters.marks),
    ):
        assert all(np.array_equal(a, b) for a, b in zip(mine, its, strict=True))
    assert found.work == characters.work.image.shape[::-1]
    for rows, boxes in zip(found.regions, found.characters, strict=True):
        assert len(rows) >= len(boxes) > 0


def test_tiles_are_those_of_all_lines(page):
    found, width = trace(page), TILE_WIDTHS[-1]
    tiles = iter(zip(found.tiles.tolist(), found.pixels, strict=True))
    for number, line in enumerate(found.lines):
        strip = line.strip(page)
        for tile in cut_tiles(strip, width):
            row, pixels = next(tiles)
            assert row == [number, tile.x, tile.width, tile.overlap, tile.gap]
            assert np.array_equal(pixels, tile_pixels(strip, tile, width))
    assert next(tiles, None) is None
    assert len(found.tiles) > len(found.lines)


def test_its_json_holds_whole_numbers_only(page):
    def leaves(value):
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from leaves(each)
        else:
            yield value

    for form in (trace(page).as_dict(), trace(page).summary()):
        assert json.loads(json.dumps(form)) == form
        assert {type(leaf) for leaf in leaves(form)} == {int, bool}


def test_its_summary_counts_and_sums_up(page):
    found = trace(page)
    whole, summary = found.as_dict(), found.summary()
    assert summary["lines"] == whole["lines"]
    assert summary["tiles"] == {"count": len(whole["tiles"]), "crc32": checksum(found.tiles)}
    raw = b"".join(v.to_bytes(4, "little") for row in whole["characters"]["light"] for v in row)
    assert summary["characters"]["light"]["crc32"] == zlib.crc32(raw)
    assert summary["pixels"]["crc32"] == zlib.crc32(found.pixels.tobytes())


def test_a_blank_page_has_an_empty_trace():
    found = trace(np.full((50, 60), 255, np.uint8))
    assert found.as_dict()["lines"] == found.as_dict()["tiles"] == []
    assert found.pixels.shape == (0, STRIP_HEIGHT, TILE_WIDTHS[-1])


def test_command_line(page, tmp_path):
    cv2.imwrite(str(tmp_path / "page.png"), page)
    raw = tmp_path / "tiles.raw"
    result = CliRunner().invoke(app, [str(tmp_path / "page.png"), "--pixels", str(raw)])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == trace(page).as_dict()
    assert raw.read_bytes() == trace(page).pixels.tobytes()
