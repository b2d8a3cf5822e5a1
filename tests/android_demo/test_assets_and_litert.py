"""The library's Android part run on a JVM: AssetBundle and LiteRtNet over doubles of two classes.

Proves: a page read through them has the words, confidences and quads of the reference; mapping,
buffers and their orders; what is said of missing and compressed assets. Does not: Android's own
AssetManager, and LiteRT for Android. The doubles ask of their callers what those ask.
"""

import json
import math
import os
import sys
from pathlib import Path

import pytest
from android_host import Jvm
from android_tools import ROOT, compile_java, compile_library, run
from kotlin import SMALL, STDLIB, java_home

from model.backends.litert import LiteRtBackend
from parity.corpus import read_pages
from parity.native.recording import record
from scan.worker import DEFAULT_BUNDLE

pytestmark = pytest.mark.native

DOUBLES = Path(__file__).parent / "doubles"
NET = [sys.executable, str(ROOT / "native/tools/net.py"), str(DEFAULT_BUNDLE)]


@pytest.fixture(scope="module")
def program(jvm: Jvm) -> list[object]:
    """The command that runs com.pocketocr.doubles.Main, up to its arguments."""
    stubs, library = compile_library()
    doubles = compile_java("android-doubles", DOUBLES, [stubs, library, STDLIB])
    manifest = json.loads((DEFAULT_BUNDLE / "manifest.json").read_text())
    (model,) = manifest["models"]
    properties = {
        "net": "\t".join(NET),
        "model.bytes": model["bytes"],
        "model.input": math.prod(model["input"]["shape"]),
        "model.output": math.prod(model["output"]["shape"]),
        "java.library.path": jvm.libraries,
        "file.encoding": "UTF-8",
    }
    jars = os.pathsep.join(map(str, (doubles, library, stubs, STDLIB)))
    defined = [f"-D{name}={value}" for name, value in properties.items()]
    return [java_home() / "bin/java", *SMALL, *defined, "-cp", jars, "com.pocketocr.doubles.Main"]


def test_a_page_is_the_references(program: list[object], tmp_path: Path) -> None:
    grey = next(page.grey for page in read_pages() if page.name == "letter-clean")[:220]
    recording = record(grey, LiteRtBackend(DEFAULT_BUNDLE), 0)
    lines = [line for block in recording.page["blocks"] for line in block["lines"]]
    words = [word for line in lines for word in line["words"]]
    assert len(words) > 10
    expected = [f"{word['confidence']}\t{word['text']}\t{list(word['quad'])}" for word in words]
    page = tmp_path / "page.grey"
    page.write_bytes(grey.tobytes())
    height, width = grey.shape
    assets = [DEFAULT_BUNDLE.parent, "json,txt,bin", DEFAULT_BUNDLE.name]
    assert run([*program, *assets, page, width, height]).splitlines() == expected


@pytest.mark.parametrize(
    ("compressed", "folder", "said"),
    [
        ("tflite", "bundle", 'lies compressed in the APK: add noCompress += "tflite" to '),
        ("none", "bundel", "the app's assets hold no bundel/manifest.json: copy the whole "),
    ],
)
def test_what_is_missing_is_said(
    program: list[object], compressed: str, folder: str, said: str
) -> None:
    assert said in run([*program, DEFAULT_BUNDLE.parent, compressed, folder])
