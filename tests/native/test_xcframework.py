"""The script that packs the core for Apple's platforms, with stand-ins for Apple's tools.

It proves what the script puts together, not that Xcode accepts it: that, a Mac must say.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path("native/apple/xcframework.sh")
HEADERS = [Path("native/include/pocket_ocr.h"), Path("native/parity/include/pocket_ocr_parity.h")]
FRAMEWORK = Path("ios_demo/PocketOCR/CPocketOCR.xcframework")
SLICES = ["ios", "ios-simulator", "macos"]

TOOLS = {
    # `cmake --preset SLICE` configures, `cmake --build --preset SLICE --target …` builds.
    "cmake": """
slice=$(printf '%s\\n' "$@" | grep -A1 -x -e --preset | tail -1)
build=../build/native-$slice opencv=$PWD/../opencv-$slice
if [ "$1" = --preset ]; then
    mkdir -p "$build/parity" "$opencv/lib/opencv4/3rdparty"
    for part in core imgproc; do echo "$part of $slice" > "$opencv/lib/libopencv_$part.a"; done
    echo "zlib of $slice" > "$opencv/lib/opencv4/3rdparty/libzlib.a"
    echo "POCKET_OCR_OPENCV_FOLDER:INTERNAL=$opencv" > "$build/CMakeCache.txt"
else
    [ "${*: -2}" = "--target pocket_ocr_parity" ]
    echo "core of $slice" > "$build/libpocket_ocr.a"
    echo "parity of $slice" > "$build/parity/libpocket_ocr_parity.a"
fi
""",
    # `xcrun libtool -static … -o ARCHIVE PART…`
    "xcrun": """
while [ "$1" != -o ]; do shift; done
archive=$2; shift 2
cat "$@" > "$archive"
""",
    # `xcodebuild -create-xcframework (-library ARCHIVE -headers FOLDER)… -output FOLDER`
    "xcodebuild": """
[ ! -e fail ]
[ "$1" = -create-xcframework ]
shift
mkdir "${@: -1}"
while [ "$1" = -library ]; do
    slice=$(basename "$(dirname "$2")")
    mkdir "${@: -1}/$slice" && cp "$2" "${@: -1}/$slice" && cp -r "$4" "${@: -1}/$slice/Headers"
    shift 4
done
""",
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file in (SCRIPT, *HEADERS):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / FRAMEWORK).mkdir(parents=True)
    (tmp_path / FRAMEWORK / "old").touch()
    for name, lines in TOOLS.items():
        tool = tmp_path / "bin" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f"#!/usr/bin/env bash\nset -e{lines}")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return tmp_path


def test_each_slice_holds_core_parity_and_opencv(repository: Path) -> None:
    subprocess.run(["bash", repository / SCRIPT], check=True, capture_output=True)
    made = repository / FRAMEWORK
    assert sorted(path.name for path in made.iterdir()) == SLICES
    for slice in SLICES:
        parts = (made / slice / "libPocketOCR.a").read_text().splitlines()
        names = ("core", "core", "imgproc", "parity", "zlib")
        assert sorted(parts) == [f"{part} of {slice}" for part in names]
        headers = made / slice / "Headers" / "CPocketOCR"
        for header in HEADERS:
            assert (headers / header.name).read_bytes() == (ROOT / header).read_bytes()
        modules = (headers / "module.modulemap").read_text()
        named = re.findall(r'module (\w+) {\n +header "(\S+)"', modules)
        assert named == [("CPocketOCR", "pocket_ocr.h"), ("Parity", "pocket_ocr_parity.h")]


def test_a_failure_leaves_the_old_framework(repository: Path) -> None:
    (repository / "fail").touch()
    failed = subprocess.run(["bash", repository / SCRIPT], capture_output=True)
    assert failed.returncode != 0
    assert [path.name for path in (repository / FRAMEWORK).iterdir()] == ["old"]
