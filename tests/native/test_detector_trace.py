"""The detector in C++ finds what the reference finds: every region, box, line and pixel."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from bundles import write_bundle
from hypothesis import given, settings
from hypothesis import strategies as st
from native_api import TOOL

from detector.image import load_grey
from parity.trace import trace

pytestmark = pytest.mark.native

ROOT = Path(__file__).resolve().parents[2]
SEED = st.integers(0, 2**32 - 1)
Compare = Callable[[np.ndarray], int]
SAMPLE = load_grey(ROOT / "samples" / "page.png")
CORPUS = sorted((ROOT / "parity" / "data" / "pages").glob("*.png"))


@pytest.fixture(scope="module")
def compare(tmp_path_factory: pytest.TempPathFactory) -> Compare:
    """Trace a page, uint8 [H, W], with both; the number of lines if they are equal."""
    folder: Path = tmp_path_factory.mktemp("traces")
    bundle = write_bundle(folder / "bundle")

    def compared(grey: np.ndarray) -> int:
        page, tiles = folder / "page.pgm", folder / "tiles"
        height, width = grey.shape
        page.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + grey.tobytes())
        command = [TOOL, "trace", page, "--bundle", bundle, "--tiles", tiles]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        expected = trace(grey)
        found = json.loads(done.stdout)
        for name, value in expected.as_dict().items():
            assert found[name] == value, name
        assert tiles.read_bytes() == expected.pixels.tobytes()
        return len(expected.lines)

    return compared


def test_the_corpus_is_here() -> None:
    assert len(CORPUS) > 10


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_pages_of_the_parity_corpus(path: Path, compare: Compare) -> None:
    compare(load_grey(path))


@pytest.mark.parametrize("turns", range(4))
def test_a_turned_page(turns: int, compare: Compare) -> None:
    assert compare(np.rot90(SAMPLE, turns)) > 50


@pytest.mark.parametrize("degrees", [-14, -3, 1, 8])
def test_a_slanted_page(degrees: int, compare: Compare) -> None:
    height, width = SAMPLE.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    assert compare(cv2.warpAffine(SAMPLE, turn, (width, height), borderValue=255)) > 50


@pytest.mark.parametrize("percent", [25, 60, 170])
def test_a_scaled_page(percent: int, compare: Compare) -> None:
    scale = percent / 100
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR_EXACT
    assert compare(cv2.resize(SAMPLE, None, fx=scale, fy=scale, interpolation=method)) > 50


def test_a_noisy_page(compare: Compare) -> None:
    noise = np.random.default_rng(1).normal(0, 25, SAMPLE.shape)
    assert compare(np.clip(SAMPLE + noise, 0, 255).astype(np.uint8)) > 50


def test_both_polarities_on_a_page(compare: Compare) -> None:
    page = SAMPLE.copy()
    page[400:900] = 255 - page[400:900]
    assert compare(page) > 50


def test_a_page_so_wide_that_it_is_cut_into_bands_of_columns(compare: Compare) -> None:
    assert compare(np.hstack([SAMPLE[:160]] * 12)) > 20


@pytest.mark.parametrize("shape", [(1, 1), (1, 90), (90, 1), (2, 2), (3, 3), (3, 300), (17, 16)])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_tiny_and_constant_pages(shape: tuple[int, int], grey: int, compare: Compare) -> None:
    assert compare(np.full(shape, grey, np.uint8)) == 0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(height=st.integers(1, 260), width=st.integers(1, 260), block=st.integers(1, 8), seed=SEED)
def test_random_pages(height: int, width: int, block: int, seed: int, compare: Compare) -> None:
    rng = np.random.default_rng(seed)
    cells = rng.integers(0, 256, (height // block + 1, width // block + 1), np.uint8)
    if seed % 2:
        paper = np.uint8(rng.integers(120, 256))
        cells = np.where(cells > rng.integers(60, 240), paper, cells // 4)
    page = np.kron(cells, np.ones((block, block), np.uint8))[:height, :width]
    compare(cv2.GaussianBlur(page, (5, 5), 0) if seed % 3 == 0 else page)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(height=st.integers(60, 500), width=st.integers(60, 700), seed=SEED)
def test_pages_of_boxes_like_words(height: int, width: int, seed: int, compare: Compare) -> None:
    """Words of blocks with holes, slanted, on papers of their own, with rules through them."""
    rng = np.random.default_rng(seed)
    page = np.full((height, width), rng.integers(100, 256), np.uint8)
    for _ in range(int(rng.integers(1, 30))):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        size, slope = int(rng.integers(3, 30)), rng.normal(0, 0.1)
        grey = int(rng.integers(0, 256))
        for k in range(int(rng.integers(1, 20))):
            left, bottom = x + int(0.8 * k * size), y + int(slope * k * size)
            top = bottom - int(size * rng.choice([1, 1.4, 0.4]))
            right = left + int(rng.integers(1, size))
            cv2.rectangle(page, (left, top), (right, bottom), grey, -1)
            if rng.random() < 0.4:
                inner = (left + 2, top + 2), (left + size // 3, bottom - 2)
                cv2.rectangle(page, *inner, int(rng.integers(0, 256)), -1)
        if rng.random() < 0.4:
            end = (x + int(rng.integers(30, 400)), y + int(rng.integers(-3, 3)))
            cv2.line(page, (x, y), end, grey, int(rng.integers(1, 8)))
    compare(page)
