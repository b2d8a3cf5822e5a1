"""Strips and crops through tiles, net and decoding, stitched together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import ImageError
from contract.joining import SPACE_GAP
from contract.numbers import STEP
from detector.framing import frame_crop
from detector.tiles import Tile, tile_pixels
from model.calibration import CERTAIN
from model.decode import greedy
from model.logprobs import logprobs
from model.reading import read_crop, read_strips, seam, stitch
from tests.model.fakes import BarcodeBackend, barcode

TEXTS = st.text(st.sampled_from("abcxyz 019"), min_size=1, max_size=90)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_long_strips_cut_at_gaps_read_whole(text: str) -> None:
    (found,) = read_strips([barcode(text)], BarcodeBackend())
    assert found.text == text.strip()
    assert [word.text for word in found.words] == text.split()


@settings(max_examples=60, deadline=None)
@given(st.integers(60, 230), st.sampled_from([64, 128, 256]))
def test_strips_without_gaps_overlap_and_read_whole(length: int, tile_width: int) -> None:
    # no gap anywhere: every cut overlaps, and its seam must neither lose nor double a letter
    text = ("abcdefghijklmnopqrstuvwxyz0123456789" * 7)[:length]
    (found,) = read_strips([barcode(text, gap=0)], BarcodeBackend(tile_width))
    assert found.text == text


def test_words_lie_where_they_stand_on_the_strip() -> None:
    strip = barcode("ab" + " " * 40 + "cd")
    (found,) = read_strips([strip], BarcodeBackend())
    assert [word.text for word in found.words] == ["ab", "cd"]
    for word, column in zip(found.words, (0, 42 * 8), strict=True):
        assert abs(word.left - column) < STEP  # tiles need not start at multiples of a step
        assert abs(word.right - (column + 12)) < STEP


def test_strips_share_one_batch() -> None:
    backend = BarcodeBackend()
    found = read_strips([barcode("ab"), barcode("c" * 50), barcode("d")], backend)
    assert [strip.text for strip in found] == ["ab", "c" * 50, "d"]
    assert backend.batches == [1 + 2 + 1]
    assert read_strips([], backend) == []


def test_confidence_is_that_of_the_least_sure_word() -> None:
    (sure,) = read_strips([barcode("ab c")], BarcodeBackend())
    (less,) = read_strips([barcode("ab c")], BarcodeBackend(doubt=4.0))
    assert 0 <= less.confidence < sure.confidence <= CERTAIN
    assert less.margin < sure.margin
    assert less.confidence == min(word.confidence for word in less.words)


def test_an_empty_strip_reads_as_nothing() -> None:
    (found,) = read_strips([np.full((32, 40), 255, np.uint8)], BarcodeBackend())
    assert (found.text, found.words, found.confidence) == ("", (), 0)


def test_a_crop_is_framed_first() -> None:
    crop = np.full((20, 60), 200, np.uint8)
    crop[5:15, 10:50] = np.arange(40, 80)
    backend = BarcodeBackend()
    assert read_crop(crop, backend) == read_strips([frame_crop(crop)], backend)[0]
    with pytest.raises(ImageError, match="grey"):
        read_crop(np.zeros((4, 4, 3), np.uint8), BarcodeBackend())


def test_seam_keeps_away_from_peaks_and_prefers_the_middle() -> None:
    left, right = Tile(0, 256, 0), Tile(192, 256, 64)
    assert seam(left, right, []) == 224
    assert seam(left, right, [224]) == 208  # 16 away on both sides, the lower one
    assert seam(left, right, [210, 238]) == 224
    assert seam(left, right, [200, 220]) == 240


def test_a_gap_at_a_cut_is_a_space() -> None:
    """Neither tile shows the space between two characters, so the net cannot report it."""
    left, right = Tile(0, 200, 0), Tile(200, 100, 0, gap=SPACE_GAP)
    backend = BarcodeBackend()
    pixels = tile_pixels(barcode("ab"), Tile(0, 16, 0), backend.tile_widths[-1])
    ab = greedy(logprobs(backend.logits(pixels[None]))[0])
    assert stitch([left, right], [ab, ab], backend).text == "ab ab"
    assert stitch([left, replace(right, gap=SPACE_GAP - 1)], [ab, ab], backend).text == "abab"
