"""The command-line program: what it prints, and what it says when it cannot."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from bundles import manifest_json, write_bundle
from drawn_pages import drawn_page
from native_api import TOOL, PatternNet

from detector.image import load_grey
from parity.native.machine import ROOT, environment
from parity.trace import trace
from scan.reading import read_page

pytestmark = pytest.mark.native
PAGE = drawn_page()[0]
NET = f"""{sys.executable} -c '
import sys
import numpy as np
from native_api import PatternNet
stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
while header := stdin.read(4):
    count = int.from_bytes(header, "little")
    tiles = np.frombuffer(stdin.read(count * 32 * 256), np.uint8).reshape(count, 32, 256)
    stdout.write(PatternNet().logits(tiles).tobytes())
    stdout.flush()
'"""


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "bundle")


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    paths = f"{ROOT}:{ROOT / 'tests' / 'support'}"
    return subprocess.run(
        [TOOL, *map(str, arguments)],
        env=environment({"PYTHONPATH": paths}), capture_output=True, text=True,
    )  # fmt: skip


def saved(tmp_path: Path, image: np.ndarray, name: str = "page.png") -> Path:
    assert cv2.imwrite(str(tmp_path / name), image)
    return tmp_path / name


def traced(path: Path, bundle: Path) -> dict:
    done = run("trace", path, "--bundle", bundle)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_trace_is_the_references(tmp_path: Path, bundle: Path) -> None:
    raw = tmp_path / "tiles"
    done = run("trace", saved(tmp_path, PAGE), "--bundle", bundle, "--tiles", raw)
    expected = trace(PAGE)
    assert json.loads(done.stdout) == expected.as_dict()
    np.testing.assert_array_equal(np.fromfile(raw, np.uint8), expected.pixels.ravel())


def test_text_and_json_are_the_references(tmp_path: Path, bundle: Path) -> None:
    path = saved(tmp_path, PAGE)
    expected = read_page(PAGE, PatternNet())
    done = run("text", path, "--bundle", bundle, "--net", NET)
    assert (done.returncode, done.stdout) == (0, expected.text + "\n"), done.stderr
    done = run("text", path, "--bundle", bundle, "--net", NET, "--json", "--rotation", 180)
    assert json.loads(done.stdout) == read_page(PAGE, PatternNet(), rotation=180).as_dict()


def test_the_lexicon_is_read_unless_it_is_left_out(tmp_path: Path) -> None:
    manifest = manifest_json()
    manifest["lexicon"] = {"file": "words.bin", "sha256": "a" * 64, "words": 1}
    bundle = write_bundle(tmp_path / "bundle", manifest)
    (bundle / "words.bin").write_bytes(b"PLEX")
    read = "text", saved(tmp_path, PAGE), "--bundle", bundle, "--net", NET
    done = run(*read)
    assert done.returncode == 2 and "not a lexicon" in done.stderr
    done = run(*read, "--no-lexicon")
    assert (done.returncode, done.stdout) == (0, read_page(PAGE, PatternNet()).text + "\n")


def test_png_pgm_16_bit_and_alpha_are_read_as_the_reference_reads_them(
    tmp_path: Path, bundle: Path
) -> None:
    colour = np.dstack([PAGE // 2, PAGE, 255 - (255 - PAGE) // 2])
    alpha = np.dstack([colour, np.where(PAGE < 128, 200, 90).astype(np.uint8)])
    files = [
        saved(tmp_path, PAGE, "grey.pgm"),
        saved(tmp_path, colour, "colour.png"),
        saved(tmp_path, colour, "colour.ppm"),
        saved(tmp_path, alpha, "alpha.png"),
        saved(tmp_path, PAGE.astype(np.uint16) << 8 | 77, "grey16.png"),
        saved(tmp_path, colour.astype(np.uint16) << 8 | 200, "colour16.png"),
        saved(tmp_path, alpha.astype(np.uint16) << 8 | 99, "alpha16.png"),
    ]
    for path in files:
        assert traced(path, bundle) == trace(load_grey(path)).as_dict(), path.name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_turned_by_its_exif_tag(tmp_path: Path, bundle: Path, orientation: int) -> None:
    page = cv2.blur(PAGE, (2, 2))[:300]
    jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    path = tmp_path / "turned.jpg"
    path.write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
    height, width = load_grey(path).shape
    found, expected = traced(path, bundle), trace(load_grey(path)).as_dict()
    assert abs(found["work"][0] * height - found["work"][1] * width) < 4 * max(height, width)
    assert len(found["lines"]) == len(expected["lines"]) > 0
    for ours, theirs in zip(found["lines"], expected["lines"], strict=True):
        assert abs(ours["x_q8"] - theirs["x_q8"]) < 512 > abs(ours["y_q8"] - theirs["y_q8"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name a command"),
        (("draw", "x.png"), "unknown command draw"),
        (("trace",), "one image"),
        (("trace", "x.png"), "--bundle"),
        (("trace", "x.png", "--bundle"), "--bundle needs a value"),
        (("trace", "x.png", "--budle", "y"), "unknown option --budle"),
        (("trace", "none.png", "--bundle", "BUNDLE"), "none.png: cannot be read"),
        (("trace", "text.png", "--bundle", "BUNDLE"), "convert it to PNG"),
        (("trace", "cut.png", "--bundle", "BUNDLE"), "cannot be decoded"),
        (("trace", "cut.jpg", "--bundle", "BUNDLE"), "truncated"),
        (("trace", "page.png", "--bundle", "nowhere"), "nowhere/manifest.json: cannot be read"),
        (("trace", "page.png", "--bundle", "BUNDLE", "--precision", "fp32"), "no fp32 model"),
        (("trace", "page.png", "--bundle", "BUNDLE", "--tiles", "no/where"), "cannot be written"),
        (("text", "page.png", "--bundle", "BUNDLE"), "--net"),
        (("text", "page.png", "--bundle", "BUNDLE", "--net", "false"), "false"),
        (("text", "page.png", "--bundle", "BUNDLE", "--net", "head -c 100"), "the net's program"),
        (("text", "page.png", "--bundle", "BUNDLE", "--net", "x", "--rotation", "9"), "not 9"),
    ],
)  # fmt: skip
def test_mistakes_are_told_in_a_sentence(
    tmp_path: Path, bundle: Path, arguments: tuple[str, ...], says: str, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    png = saved(tmp_path, PAGE).read_bytes()
    (tmp_path / "cut.png").write_bytes(png[: len(png) // 2])
    (tmp_path / "cut.jpg").write_bytes(cv2.imencode(".jpg", PAGE)[1].tobytes()[:-300])
    (tmp_path / "text.png").write_text("hello")
    done = run(*(str(bundle) if word == "BUNDLE" else word for word in arguments))
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("error: ") and says in done.stderr
    assert not list(tmp_path.glob("*.part"))


def test_help_and_version() -> None:
    assert "usage:" in run("--help").stdout
    assert run("--version").stdout.count(".") == 2
