"""OpenCV's own build for phones: with the options that count, once, whole or not at all.

A project without code stands in for OpenCV's source; the build of the real one takes minutes.
"""

import hashlib
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from parity.native.machine import ROOT

pytestmark = pytest.mark.native

MODULE = ROOT / "native" / "cmake" / "opencv.cmake"
OPENCV = """\
cmake_minimum_required(VERSION 3.22)
project(OpenCV LANGUAGES NONE)
get_cmake_property(names CACHE_VARIABLES)
foreach(name ${names})
  file(APPEND ${CMAKE_BINARY_DIR}/OpenCVConfig.cmake "# ${name}=${${name}}\\n")
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/OpenCVConfig.cmake DESTINATION lib/cmake/opencv4)
"""
APP = """\
cmake_minimum_required(VERSION 3.22)
project(app LANGUAGES NONE)
include(%s)
%s
build_opencv(OpenCV_DIR)
find_package(OpenCV REQUIRED)
file(WRITE ${CMAKE_BINARY_DIR}/folder ${OpenCV_DIR})
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "opencv-4.14.0"
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(OPENCV)
    return folder


def configure(tmp_path: Path, *options: object, also: str = "") -> subprocess.CompletedProcess[str]:
    """Configure a project that wants OpenCV; its cache is tmp_path/cache."""
    app = tmp_path / "app"
    app.mkdir(exist_ok=True)
    (app / "CMakeLists.txt").write_text(APP % (MODULE, also))
    command = ["cmake", "-G", "Ninja", "-S", app, "-B", tmp_path / "build"]
    command += [f"-DPOCKET_OCR_OPENCV_CACHE={tmp_path / 'cache'}", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True)


def kept(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "cache").iterdir() if path.is_dir())


def test_it_is_built_once_for_each_platform(tmp_path: Path, source: Path) -> None:
    taken = f"-DPOCKET_OCR_OPENCV_SOURCE={source}"
    first = configure(tmp_path, taken)
    assert first.returncode == 0, first.stderr
    assert "Building OpenCV" in first.stdout
    (built,) = kept(tmp_path)
    folder = Path((tmp_path / "build" / "folder").read_text())
    assert folder == built / "lib" / "cmake" / "opencv4"
    assert "Building OpenCV" not in configure(tmp_path).stdout
    assert "Building OpenCV" in configure(tmp_path, "-DCMAKE_OSX_SYSROOT=other").stdout
    assert len(kept(tmp_path)) == 2


def test_it_is_static_of_two_modules_and_takes_no_other_code_for_pixels(
    tmp_path: Path, source: Path
) -> None:
    assert configure(tmp_path, f"-DPOCKET_OCR_OPENCV_SOURCE={source}").returncode == 0
    (built,) = kept(tmp_path)
    lines = (built / "lib" / "cmake" / "opencv4" / "OpenCVConfig.cmake").read_text().splitlines()
    given = dict(line.removeprefix("# ").split("=", 1) for line in lines)
    assert given["BUILD_LIST"] == "core,imgproc"
    assert given["BUILD_SHARED_LIBS"] == "OFF"
    assert given["CMAKE_BUILD_TYPE"] == "Release"
    assert given["CPU_DISPATCH"] == ""
    for name in ("CAROTENE", "FASTCV", "HAL_RVV", "IPP", "KLEIDICV", "NDSRVP", "OPENCL", "OPENVX"):
        assert given[f"WITH_{name}"] == "OFF"


def test_its_version_is_the_references() -> None:
    (version,) = re.findall(r"^set\(opencv_version (\S+)\)", MODULE.read_text(), re.MULTILINE)
    assert f"opencv-python-headless=={version}." in (ROOT / "constraints.txt").read_text()


def test_the_platform_is_handed_on(tmp_path: Path, source: Path) -> None:
    toolchain = tmp_path / "android.toolchain.cmake"
    toolchain.write_text(
        "set(CMAKE_SYSTEM_NAME Generic)\n"
        "set(CMAKE_FIND_ROOT_PATH /sysroot)\n"
        "set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)\n"
    )
    platform = [
        f"-DCMAKE_TOOLCHAIN_FILE={toolchain}",
        "-DANDROID_ABI=arm64-v8a",
        "-DANDROID_PLATFORM=android-26",
        "-DANDROID_STL=c++_static",
        "-DANDROID_SUPPORT_FLEXIBLE_PAGE_SIZES=ON",
    ]
    made = configure(tmp_path, f"-DPOCKET_OCR_OPENCV_SOURCE={source}", *platform)
    assert made.returncode == 0, made.stderr
    (built,) = kept(tmp_path)
    assert built.name.startswith("Generic-arm64-v8a-")
    given = (built / "lib" / "cmake" / "opencv4" / "OpenCVConfig.cmake").read_text()
    for option in platform:
        assert f"# {option.removeprefix('-D')}\n" in given


def test_a_build_that_fails_leaves_nothing_to_take(tmp_path: Path, source: Path) -> None:
    taken = f"-DPOCKET_OCR_OPENCV_SOURCE={source}"
    (source / "CMakeLists.txt").write_text(OPENCV + 'message(FATAL_ERROR "no compiler")\n')
    failed = configure(tmp_path, taken)
    assert failed.returncode != 0
    assert "OpenCV 4.14.0 could not be built; the lines above say why" in failed.stderr
    (source / "CMakeLists.txt").write_text(OPENCV)
    assert configure(tmp_path, taken).returncode == 0
    assert not [path for path in kept(tmp_path) if path.name.startswith(".")]


def test_the_source_is_fetched_and_its_bytes_are_checked(tmp_path: Path, source: Path) -> None:
    archive = tmp_path / "4.14.0.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(source, source.name)
    url = f"set(opencv_url {archive.as_uri()})\n"
    wrong = configure(tmp_path, also=url)
    assert wrong.returncode != 0
    assert "holds other bytes than it did" in wrong.stderr
    right = f"set(opencv_sha256 {hashlib.sha256(archive.read_bytes()).hexdigest()})\n"
    made = configure(tmp_path, also=url + right)
    assert made.returncode == 0, made.stderr
    archive.unlink()
    absent = configure(tmp_path, "-DCMAKE_OSX_SYSROOT=other", also=url + right)
    assert "pass -DPOCKET_OCR_OPENCV_SOURCE=FOLDER" in " ".join(absent.stderr.split())
