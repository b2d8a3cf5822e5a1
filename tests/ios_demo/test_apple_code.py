"""The package's files for Apple's frameworks run against stand-ins; the app's compile with them.

Proves types, Swift 6's concurrency rules, and what the package does with padded rows, strided
arrays and colour spaces. It does not prove that Apple's frameworks are as the stand-ins; see
apple/README.md.
"""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import apple_probe
import numpy as np
import pytest
from apple_files import DEMO
from bundles import manifest_json, write_bundle
from PIL import Image, ImageOps
from swift_package import Swift

from contract.charset import CLASSES

pytestmark = pytest.mark.native

Probe = Callable[..., bytes]
RNG = np.random.default_rng(6)
ONE_COMPONENT, BGRA, ARGB, YUV = b"L008", b"BGRA", b"\0\0\0\x20", b"420f"
UI_ORIENTATIONS = [1, 3, 8, 6, 2, 4, 5, 7]
"""EXIF's numbers of `UIImage.Orientation` 0 to 7."""


@pytest.fixture(scope="module")
def program(swift: Swift) -> Path:
    return apple_probe.build(swift)


@pytest.fixture
def probe(swift: Swift, program: Path) -> Probe:
    def run(*words: object, given: bytes = b"", fails: bool = False) -> bytes:
        command = [swift.run, program, *map(str, words)]
        done = subprocess.run(command, input=given, capture_output=True, check=False)
        assert bool(done.returncode) == fails, done.stderr.decode()
        return done.stderr if fails else done.stdout

    return run


def pixels(described: bytes) -> np.ndarray:
    """[height, width, channels], without padding."""
    head, _, data = described.partition(b"\n")
    width, height, row, channels = map(int, head.split())
    padded = np.frombuffer(data.ljust(row * height, b"\0"), np.uint8).reshape(height, row)
    return padded[:, : width * channels].reshape(height, width, channels)


def upright(image: np.ndarray, exif: int) -> np.ndarray:
    """As Pillow sets it upright, channel by channel."""
    planes = []
    for channel in range(image.shape[2]):
        plane = Image.fromarray(np.ascontiguousarray(image[:, :, channel]))
        plane.getexif()[0x0112] = exif
        planes.append(np.asarray(ImageOps.exif_transpose(plane)))
    return np.stack(planes, axis=2)


@pytest.mark.parametrize("exif", range(10))
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_an_image_is_set_upright(probe, exif, channels):
    image = RNG.integers(0, 256, (3, 5, channels), dtype=np.uint8)
    padded = np.zeros((3, 5 * channels + 2), np.uint8)
    padded[:, : 5 * channels] = image.reshape(3, -1)
    words = ("upright", exif, 5, 3, padded.shape[1], channels)
    found = pixels(probe(*words, given=padded.tobytes()))
    np.testing.assert_array_equal(found, upright(image, exif))


def test_halves_are_read_exactly(probe):
    found = np.frombuffer(probe("halves"), np.float32)
    expected = np.arange(65536, dtype=np.uint16).view(np.float16).astype(np.float32)
    np.testing.assert_array_equal(found, expected)  # NaN counts as equal to NaN


# ---- CoreMLNet


@pytest.fixture
def bundle(tmp_path):
    """A bundle with a compiled model of the stand-in's kind."""

    def make(
        layout: str = "float32", sizes: str = f"256 32 64 {CLASSES}", name: str = "logits"
    ) -> Path:
        folder = write_bundle(tmp_path / "bundle")
        (folder / "net.mlmodelc").write_text(f"tiles {name}\n{sizes} {layout}\n")
        return folder

    return make


def expected_logits(tiles: np.ndarray) -> np.ndarray:
    """What the stand-in's model gives: [count, 64, CLASSES]."""
    flat = tiles.reshape(len(tiles), -1)
    index = np.arange(64 * CLASSES) % flat.shape[1]
    return flat[:, index].reshape(-1, 64, CLASSES).astype(np.float32)


@pytest.mark.parametrize("layout", ["float32", "float16"])
@pytest.mark.parametrize("run", ["net", "two-threads"])
def test_logits_are_the_models(probe, bundle, layout, run):
    tiles = RNG.integers(0, 256, (3, 32, 256), dtype=np.uint8)
    found = np.frombuffer(probe(run, bundle(layout), given=tiles.tobytes()), np.float32)
    np.testing.assert_array_equal(found.reshape(3, 64, CLASSES), expected_logits(tiles))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"layout": "int32"}, "numbers of type 131104, not floats"),
        ({"layout": "none"}, "gave no logits"),
        (
            {"sizes": f"256 32 60 {CLASSES}"},
            f"gave {60 * CLASSES} values for a tile of {64 * CLASSES}",
        ),
        ({"sizes": f"128 32 64 {CLASSES}"}, "is not the model of its manifest"),
        ({"name": "scores"}, "is not the model of its manifest"),
    ],
)
def test_another_model_is_refused(probe, bundle, made, said):
    tile = bytes(32 * 256)
    assert said in probe("net", bundle(**made), given=tile, fails=True).decode()


def test_a_missing_model_is_said_with_what_to_do(probe, tmp_path):
    said = probe("net", write_bundle(tmp_path), given=bytes(32 * 256), fails=True).decode()
    assert "net.mlmodelc is missing" in said
    assert "add_bundle.sh" in said


def test_a_package_is_compiled_on_the_device(probe, tmp_path):
    manifest = manifest_json()
    folder = write_bundle(tmp_path, manifest)
    (folder / "net.mlmodelc").write_text("of the last bundle")
    (folder / "net.tflite").write_text(f"tiles logits\n256 32 64 {CLASSES} float32\n")
    probe("compile", folder)
    assert (folder / "net.mlmodelc").read_text() == (folder / "net.tflite").read_text()
    assert json.loads((folder / "manifest.json").read_text()) == manifest


# ---- Images


@pytest.mark.parametrize("space", ["kCGColorSpaceLinearGray", "kCGColorSpaceGenericGrayGamma2_2"])
def test_grey_keeps_its_numbers(probe, space):
    grey = RNG.integers(0, 256, (2, 7, 1), dtype=np.uint8)
    opaque = np.concatenate([grey, np.full_like(grey, 255)], axis=2)
    np.testing.assert_array_equal(pixels(probe("drawn", space, 7, 2, given=opaque.tobytes())), grey)


@pytest.mark.parametrize("space", ["kCGColorSpaceSRGB", "kCGColorSpaceDisplayP3"])
def test_colours_keep_their_numbers_on_white(probe, space):
    straight = RNG.integers(0, 256, (2, 7, 4), dtype=np.uint8)
    straight[0, :, 3], straight[1, 0, 3] = 255, 0
    alpha = straight[:, :, 3:].astype(int)
    found = pixels(probe("drawn", space, 7, 2, given=straight.tobytes()))
    np.testing.assert_array_equal(found[:, :, 3], 255)
    laid = (straight[:, :, :3].astype(int) * alpha + 255 * (255 - alpha)) // 255
    np.testing.assert_array_equal(found[:, :, :3], laid)


def test_other_spaces_become_srgb(probe):
    cmyk = bytes([10, 20, 30, 0, 255])
    found = pixels(probe("drawn", "kCGColorSpaceGenericCMYK", 1, 1, given=cmyk))
    assert found.tolist() == [[[245, 235, 225, 255]]]  # the stand-in's conversion


@pytest.mark.parametrize("exif", range(9))
def test_a_files_orientation_is_heard(probe, exif):
    grey = np.arange(1, 7, dtype=np.uint8).reshape(2, 3, 1)
    found = pixels(probe("encoded", given=bytes([exif, 3, 2]) + grey.tobytes()))
    np.testing.assert_array_equal(found, upright(grey, exif))


def test_what_is_no_image_is_refused(probe):
    assert "cannot be" not in probe("encoded", given=bytes([1, 1, 1, 9])).decode(errors="replace")
    assert "are not an image" in probe("encoded", given=b"no", fails=True).decode()


@pytest.mark.parametrize("orientation", range(8))
def test_an_images_orientation_is_heard(probe, orientation):
    grey = np.arange(1, 7, dtype=np.uint8).reshape(2, 3, 1)
    opaque = np.concatenate([grey, np.full_like(grey, 255)], axis=2)
    words = ("ui-image", "kCGColorSpaceLinearGray", orientation, 3, 2)
    found = pixels(probe(*words, given=opaque.tobytes()))
    np.testing.assert_array_equal(found, upright(grey, UI_ORIENTATIONS[orientation]))


def test_an_image_without_pixels_is_refused(probe):
    words = ("ui-image", "kCGColorSpaceLinearGray", 0, 0, 0)
    assert "has no pixels" in probe(*words, fails=True).decode()


@pytest.mark.parametrize(("form", "channels"), [(ONE_COMPONENT, 1), (BGRA, 4), (YUV, 1)])
@pytest.mark.parametrize("exif", [1, 6])
def test_a_frames_padding_is_left_out(probe, form, channels, exif):
    frame = RNG.integers(0, 256, (3, 5, channels), dtype=np.uint8)
    words = ("frame", int.from_bytes(form, "big"), 5, 3, exif)
    found = pixels(probe(*words, given=frame.tobytes()))
    np.testing.assert_array_equal(found, upright(frame, exif))


def test_other_frames_are_refused(probe):
    words = ("frame", int.from_bytes(ARGB, "big"), 5, 3, 1)
    said = probe(*words, given=bytes(60), fails=True).decode()
    assert "ask for kCVPixelFormatType_32BGRA" in said


# ---- What only compiles


def test_the_parity_tests_fit_the_package(swift, program):
    assert apple_probe.check(swift, sorted((DEMO / "ParityTests").glob("*.swift"))) == ""


def test_the_app_fits_the_package(swift, program, tmp_path):
    sources = []
    for path in sorted((DEMO / "PocketOCRDemo").glob("*.swift")):
        sources.append(tmp_path / path.name)
        text, *_ = path.read_text().partition("\n#Preview")  # a macro of Xcode's
        sources[-1].write_text(text)
    assert apple_probe.check(swift, sources) == ""


def test_what_does_not_fit_is_seen(swift, program, tmp_path):
    source = tmp_path / "Wrong.swift"
    source.write_text("import PocketOCR\n\nfunc text(_ page: Page) -> Int { page.text }\n")
    assert "cannot convert return expression" in apple_probe.check(swift, [source])


def test_the_readmes_example_fits_the_package(swift, program, tmp_path):
    (example,) = re.findall(r"```swift\n(.*?)```", (DEMO / "README.md").read_text(), re.DOTALL)
    (tmp_path / "Example.swift").write_text(example)
    assert apple_probe.check(swift, [tmp_path / "Example.swift"]) == ""
