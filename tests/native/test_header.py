"""The headers are C99, and what a library shows to the outside is what its header declares."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from native_api import LIBRARY
from native_parity import LIBRARY as PARITY

from parity.native.machine import ROOT
from parity.native.structs import FALLIBLE, PLAIN

pytestmark = pytest.mark.native
HEADER = ROOT / "native" / "include" / "pocket_ocr.h"
PARITY_HEADER = ROOT / "native" / "parity" / "include" / "pocket_ocr_parity.h"


def declared(header: Path = HEADER) -> set[str]:
    return set(re.findall(r"POCKET_OCR_API [^;(]*?\b(pocket_ocr_\w+)\(", header.read_text()))


@pytest.mark.parametrize("language", ["c -std=c99", "c++ -std=c++17"])
@pytest.mark.parametrize("header", [HEADER, PARITY_HEADER], ids=lambda path: path.stem)
def test_the_header_compiles_without_a_warning(header: Path, language: str) -> None:
    compiler = shutil.which("cc")
    assert compiler is not None
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", *language.split()]
    subprocess.run([compiler, f"-I{HEADER.parent}", *flags, header], check=True)


@pytest.mark.parametrize(
    ("library", "expected"),
    [(LIBRARY, declared()), (PARITY, declared() | declared(PARITY_HEADER))],
    ids=["pocket_ocr", "pocket_ocr_parity"],
)
def test_a_library_exports_what_its_header_declares_and_nothing_else(
    library: Path, expected: set[str]
) -> None:
    listing = subprocess.run(
        ["nm", "--dynamic", "--defined-only", "--format=posix", library],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert {line.split()[0] for line in listing.splitlines()} == expected


def test_the_binding_covers_the_header() -> None:
    bound = {f"pocket_ocr_{name}" for name in (*FALLIBLE, *PLAIN)}
    assert bound == declared() - {"pocket_ocr_error_message"}


def test_the_readmes_example_compiles(tmp_path: Path) -> None:
    text = (ROOT / "native" / "README.md").read_text()
    (example,) = re.findall(r"```c\n(.*?)```", text, re.DOTALL)
    (tmp_path / "example.c").write_text(example)
    compiler = shutil.which("cc")
    assert compiler is not None
    flags = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{HEADER.parent}"]
    subprocess.run([compiler, *flags, "-fsyntax-only", tmp_path / "example.c"], check=True)
