"""Reading a word with the bundle of the package."""

import subprocess
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from contract.errors import ContractError, ImageError
from pocket_ocr import DEFAULT_BUNDLE, read_word

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "word.png"


def test_the_sample():
    word = read_word(SAMPLE)
    assert word.text == "Pocket"
    assert 0.5 < word.confidence <= 1


def test_a_path_and_pixels_of_any_kind_read_alike():
    grey = cv2.imread(str(SAMPLE), cv2.IMREAD_GRAYSCALE)
    expected = read_word(str(SAMPLE))
    assert read_word(grey) == expected
    assert read_word(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)) == expected
    assert read_word(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA)) == expected


def test_light_on_dark_reads_too():
    assert read_word(255 - cv2.imread(str(SAMPLE), cv2.IMREAD_GRAYSCALE)).text == "Pocket"


def test_blank_paper_has_no_text():
    word = read_word(np.full((40, 120), 240, np.uint8))
    assert word.text == ""
    assert word.confidence == 0


def test_threads_may_share_the_reader():
    expected, found = read_word(SAMPLE), []
    threads = [threading.Thread(target=lambda: found.append(read_word(SAMPLE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_wrong_inputs(tmp_path):
    with pytest.raises(ImageError):
        read_word(np.zeros((4, 4), np.float32))
    with pytest.raises(ImageError, match=r"none\.png"):
        read_word(tmp_path / "none.png")
    with pytest.raises(ContractError, match="holds no bundle"):
        read_word(SAMPLE, bundle=tmp_path)


def test_reading_needs_neither_torch_nor_renderer():
    code = (
        "import sys; from pocket_ocr import __main__, read_word; read_word(sys.argv[1])\n"
        "heavy = {'torch', 'safetensors', 'litert_torch', 'jax', 'matplotlib', 'synth', 'export',\n"
        "         'PIL', 'pikepdf', 'pypdfium2'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, SAMPLE], cwd=ROOT, capture_output=True, text=True
    )
    assert (result.returncode, result.stdout) == (0, "[]\n"), result.stderr


def test_the_default_bundle_is_small():
    model = max(path.stat().st_size for path in DEFAULT_BUNDLE.glob("*.tflite"))
    assert model <= 1_500_000
