"""Memory that runs out is an error code, and the process lives on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bundles import write_bundle
from native_api import LIBRARY
from native_steps import BUNDLE

from parity.native.machine import environment

PROGRAM = """
import resource, sys
from pathlib import Path
import numpy as np
from parity.native.binding import CoreError, Engine, Library

engine = Engine(Library(Path(sys.argv[1])), Path(sys.argv[2]))
page = np.full((5000, 5000), 255, np.uint8)
engine.page(page).next()  # OpenCV's threads, if it takes any, are there from now on
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
for room, step in ((10 << 20, "begin"), (32 << 20, "next")):
    resource.setrlimit(resource.RLIMIT_AS, (used + room, resource.RLIM_INFINITY))
    try:
        at = "begin"
        reading = engine.page(page)
        at = "next"
        reading.next()
        at = "nothing"
    except CoreError as error:
        print(step == at, error.status, error)
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
reading = engine.page(page)
print(len(reading.next()), len(reading.as_dict()["blocks"]))
"""

LONG_PAGE = """
import re, sys
from pathlib import Path
import numpy as np
from parity.native.binding import Engine, Library

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024

engine = Engine(Library(Path(sys.argv[1])), Path(sys.argv[2]))
page = np.full((12, 1 << 20), 255, np.uint8)
before = peak()
tiles = engine.page(page).next()
print(len(tiles), peak() - before < 200)
"""

DENSE_PAGE = """
import re, sys
from pathlib import Path
import cv2
import numpy as np
from parity.native.binding import Engine, Library

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024

engine = Engine(Library(Path(sys.argv[1])), Path(sys.argv[2]))
letter = cv2.imread("parity/data/pages/letter-clean.png", cv2.IMREAD_GRAYSCALE)
page = np.tile(cv2.resize(letter, (840, 1190), interpolation=cv2.INTER_AREA), (6, 6))
rng = np.random.default_rng(1)
shape = 32, engine.facts.steps, engine.facts.classes
logits = np.where(rng.random(shape) < 0.03, 2, -20).astype(np.float32)  # 5 classes a step
logits[:, ::2, 0] = logits[:, 15::16, 1] = 9
logits[np.arange(32), 1::2, rng.integers(66, 92)] = 9  # one letter
before = peak()
with engine.page(page) as reading:
    tiles = 0
    while count := len(reading.next()):
        tiles += count
        reading.give(logits[:count])
    print(page.size, tiles > 2000, peak() - before < 110)
"""

pytestmark = [
    pytest.mark.native,
    pytest.mark.skipif(
        "libasan" in os.environ.get("LD_PRELOAD", ""),
        reason="AddressSanitizer reserves the address space that is limited here",
    ),
]


def said_by(program: str, bundle: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, LIBRARY, bundle],
        env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_running_out_of_memory(tmp_path: Path) -> None:
    said = "True 8 there is not enough memory"
    assert said_by(PROGRAM, write_bundle(tmp_path / "bundle")) == [said, said, "0 0"]


def test_a_dense_page_with_a_lexicon() -> None:
    assert said_by(DENSE_PAGE, BUNDLE) == ["35985600 True True"]


def test_a_long_low_page_needs_no_more_than_others(tmp_path: Path) -> None:
    assert said_by(LONG_PAGE, write_bundle(tmp_path / "bundle")) == ["0 True"]
