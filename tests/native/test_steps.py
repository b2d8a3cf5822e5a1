"""Steps of reading a page that come out of order, cancelled or answered wrongly fail and say so."""

import threading
import time

import numpy as np
import pytest
from bundles import manifest_json, write_bundle
from drawn_pages import drawn_page
from native_api import PatternNet

from contract.charset import CLASSES
from model.decode import greedy
from model.logprobs import logprobs
from parity.native import structs as s
from parity.native.binding import CoreError, Engine

pytestmark = pytest.mark.native
ARGUMENT, ORDER, IMAGE, LOGITS, CANCELLED = 1, 2, 5, 6, 7
NET = PatternNet()
PAGE = drawn_page()[0]


def test_next_waits_for_logits(engine: Engine) -> None:
    with engine.page(PAGE) as page:
        tiles = page.next()
        with pytest.raises(CoreError, match="pocket_ocr_page_give") as caught:
            page.next()
        assert caught.value.status == ORDER
        page.give(NET.logits(tiles))
        with pytest.raises(CoreError, match="pocket_ocr_page_next") as caught:
            page.give(NET.logits(tiles))
        assert caught.value.status == ORDER
        page.read(NET.logits)
        assert len(page.next()) == 0 == len(page.next())


def test_nothing_is_given_before_tiles_are_asked_for(engine: Engine) -> None:
    with engine.page(PAGE) as page, pytest.raises(CoreError) as caught:
        page.give(np.zeros((1, 64, CLASSES), np.float32))
    assert caught.value.status == ORDER


def test_there_is_no_result_before_the_end(engine: Engine) -> None:
    with engine.page(PAGE) as page:
        for stage in (lambda: None, page.next):
            stage()
            for ask in (page.json, page.result):
                with pytest.raises(CoreError, match="not read yet") as caught:
                    ask()
                assert caught.value.status == ORDER


@pytest.mark.parametrize("spoil", [np.nan, np.inf, -np.inf])
def test_logits_that_are_not_finite_may_be_given_again(engine: Engine, spoil: float) -> None:
    with engine.page(PAGE) as page, engine.page(PAGE) as other:
        tiles = page.next()
        logits = NET.logits(tiles)
        spoilt = logits.copy()
        spoilt[-1, -1, -1] = spoil
        for wrong in (spoilt, logits[:-1], logits[:, :, :-1], logits.ravel()[:0]):
            with pytest.raises(CoreError) as caught:
                page.give(wrong)
            assert caught.value.status == LOGITS
        page.give(logits)
        assert page.read(NET.logits).json() == other.read(NET.logits).json()


@pytest.mark.parametrize("size", [0.0, 1e30, -1e30, 1e-38])
def test_any_finite_logits_are_read(engine: Engine, size: float) -> None:
    with engine.page(PAGE) as page:
        page.read(lambda tiles: NET.logits(tiles) * np.float32(size))
        assert page.progress() == 1000


def test_progress_never_falls(engine: Engine) -> None:
    seen = [0]
    with engine.page(PAGE) as page:
        while len(tiles := page.next()):
            seen.append(page.progress())
            page.give(NET.logits(tiles))
            seen.append(page.progress())
        seen.append(page.progress())
    assert seen == sorted(seen)
    assert seen[-1] == 1000 and len(set(seen)) > 3


def test_a_cancelled_page_stays_so(engine: Engine) -> None:
    with engine.page(PAGE) as page:
        tiles = page.next()
        page.cancel()
        for step in (lambda: page.give(NET.logits(tiles)), page.next, page.next):
            with pytest.raises(CoreError) as caught:
                step()
            assert caught.value.status == CANCELLED
        with pytest.raises(CoreError) as caught:
            page.json()
        assert caught.value.status == ORDER


def test_what_is_read_already_is_not_cancelled(engine: Engine) -> None:
    with engine.page(PAGE) as page:
        found = page.read(NET.logits).json()
        page.cancel()
        assert page.json() == found and len(page.next()) == 0


def test_cancelling_from_another_thread_stops_what_runs(engine: Engine) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1400, 1400), np.uint8)
    with engine.page(noise) as page:
        began = time.perf_counter()
        timer = threading.Timer(0.02, page.cancel)
        timer.start()
        with pytest.raises(CoreError) as caught:
            page.read(NET.logits)
        timer.join()
        stopped = time.perf_counter() - began
    assert caught.value.status == CANCELLED
    with engine.page(noise) as page:
        began = time.perf_counter()
        page.read(NET.logits)
        assert stopped < time.perf_counter() - began


@pytest.mark.parametrize("rotation", [-2, 1, 45, 360, 1 << 30])
def test_other_rotations_are_refused(engine: Engine, rotation: int) -> None:
    with pytest.raises(CoreError, match="rotation") as caught:
        engine.page(PAGE, rotation=rotation)
    assert caught.value.status == ARGUMENT


def test_a_page_larger_than_the_manifest_allows_is_refused(engine: Engine, tmp_path) -> None:
    manifest = manifest_json()
    manifest["numbers"]["MAX_PIXELS"] = 99
    small = Engine(engine.library, write_bundle(tmp_path / "bundle", manifest))
    assert small.facts.max_pixels == 99
    small.page(np.zeros((11, 9), np.uint8))
    with pytest.raises(CoreError, match="10 x 10 pixels, more than 99: scale it down") as caught:
        small.page(np.zeros((10, 10), np.uint8))
    assert caught.value.status == IMAGE


@pytest.mark.parametrize("shape", [(1, 41), (41, 1)])
def test_a_page_longer_than_the_manifest_allows_is_refused(engine, tmp_path, shape) -> None:
    manifest = manifest_json()
    manifest["numbers"]["MAX_SIDE"] = 40
    small = Engine(engine.library, write_bundle(tmp_path / "bundle", manifest))
    small.page(np.zeros((40, 1), np.uint8))
    with pytest.raises(CoreError, match="a side of more than 40: cut it") as caught:
        small.page(np.zeros(shape, np.uint8))
    assert caught.value.status == IMAGE


def test_a_tile_is_decoded_like_the_reference(engine: Engine) -> None:
    with engine.page(PAGE) as page:
        logits = NET.logits(page.next())
    assert [engine.decode(tile) for tile in logits] == [
        greedy(row).text for row in logprobs(logits)
    ]


def test_a_text_cut_short_keeps_whole_characters(engine: Engine) -> None:
    logits = np.zeros((64, CLASSES), np.float32)
    logits[::2, 0] = logits[1::2, 100] = 9
    whole = engine.decode(logits)
    assert len(whole) == 32 and len(whole.encode()) > 32
    for capacity in (0, 1, 2, 3, 8, 9, 10):
        text, size = s.c.create_string_buffer(b"?" * 99), s.c.c_size_t()
        engine.library.attempt(
            "engine_decode",
            engine._handle, logits.ctypes.data, logits.size, text, capacity, s.c.byref(size),
        )  # fmt: skip
        assert size.value == len(whole.encode())
        written = text.raw[:capacity].split(b"\0")[0]
        assert whole.startswith(written.decode()) and text.raw[capacity] == ord("?")
        assert capacity == 0 or b"\0" in text.raw[:capacity]
