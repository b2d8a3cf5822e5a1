"""Libraries that would not load on pages of 16 KB are named."""

import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from native.tools import alignment

PROGRAM = Path(alignment.__file__)


def library(*alignments: int, bits: int = 64) -> bytes:
    """An ELF file's headers: a segment that is not loaded, then those given."""
    kinds = [(4, 4), *((alignment.LOAD, each) for each in alignments)]
    head = b"\x7fELF" + bytes([bits // 32, 1]) + bytes(26) + struct.pack("<Q", 64) + bytes(14)
    head += struct.pack("<HH", 56, len(kinds)) + bytes(6)
    return head + b"".join(struct.pack("<I44xQ", *each) for each in kinds)


def archive(path: Path, data: bytes, extra: int = 0, stored: bool = True) -> Path:
    """A zip with one library, which begins `extra` bytes after the end of its names."""
    entry = zipfile.ZipInfo("lib/arm64-v8a/libocr.so")
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    if extra:
        entry.extra = struct.pack("<HH", 0xD935, extra - 4) + bytes(extra - 4)
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(entry, data)
    return path


def said(*paths: Path) -> tuple[int, str]:
    command = [sys.executable, PROGRAM, *paths]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (library(16384, 65536), [16384, 65536]),
        (library(16384, 4096), [16384, 4096]),
        (library(4096, bits=32), []),
    ],
)
def test_loaded_segments_are_found(data, found):
    assert alignment.segments(data) == found


def test_a_compilers_library_is_understood():
    """Python itself: an x86-64 or arm64 program with the linker's usual segments."""
    found = alignment.segments(Path(sys.executable).read_bytes())
    assert len(found) >= 2
    assert set(found) <= {4096, 16384, 65536, 2**21}


def test_aligned_libraries_pass(tmp_path):
    name = len("lib/arm64-v8a/libocr.so")
    apk = archive(tmp_path / "app.apk", library(16384), extra=16384 - 30 - name)
    packed = archive(tmp_path / "packed.apk", library(16384), stored=False)
    aar = archive(tmp_path / "sdk.aar", library(16384))
    status, lines = said(apk, packed, aar)
    assert (status, lines.count(": aligned\n")) == (0, 3)


def test_a_segment_of_4_kb_is_named(tmp_path):
    path = tmp_path / "libocr.so"
    path.write_bytes(library(16384, 4096))
    assert said(path) == (1, "libocr.so: libocr.so: a segment is aligned to 4096\n")


def test_a_library_at_another_place_in_the_apk_is_named(tmp_path):
    status, lines = said(archive(tmp_path / "app.apk", library(16384)))
    assert (status, lines) == (1, "app.apk: lib/arm64-v8a/libocr.so: begins at 53\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "No such file"), (b"PK", "not a zip"), (b"\x7fELF", "not a zip")],
)
def test_what_cannot_be_read_is_an_error(tmp_path, content, message):
    path = tmp_path / "app.apk"
    if content is not None:
        path.write_bytes(content)
    status, lines = said(path)
    assert (status, lines.startswith("error: "), message in lines) == (2, True, True)


def test_an_app_without_libraries_is_an_error(tmp_path):
    with zipfile.ZipFile(tmp_path / "app.apk", "w"):
        pass
    status, lines = said(tmp_path / "app.apk")
    assert (status, "there is no .so in it" in lines) == (2, True)
