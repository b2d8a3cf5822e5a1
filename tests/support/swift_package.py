"""The Swift package and the core under it, built for Linux."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from native_steps import ROOT

PACKAGE = ROOT / "ios_demo" / "PocketOCR"
BUILD = ROOT / "build" / "swift"
PART = ROOT / ".cache" / "native" / "swift"
MINUTES = 30
"""That one step of the build may take on a busy machine."""

_SOURCES = (
    *("contract/version.py", "native/CMakeLists.txt", "native/cmake", "native/include"),
    *("native/src", "native/parity"),
    *(f"ios_demo/PocketOCR/{each}" for each in ("Package.swift", "Sources", "Tests")),
)
_CORE = """
    -G Ninja -D CMAKE_BUILD_TYPE=Release -D CMAKE_CXX_COMPILER=clang++
    -D POCKET_OCR_SHARED=OFF -D POCKET_OCR_PARITY=ON
"""
_SWIFT = "-warnings-as-errors -enable-testing -use-ld=lld"


@dataclass(frozen=True)
class Swift:
    """Programs of the part `swift`, and what was built with them."""

    run: Path
    """Runs a program of the part's root."""
    program: Path
    """pocketocr-host."""
    tests: Path
    """The package's own tests, a program."""


def build() -> Swift:
    """The package, built unless nothing that it is made of has changed."""
    if not (PART / "part.json").exists():
        pytest.fail("there is no Swift compiler: run `python -m native.setup swift`")
    built = Swift(
        PART / "bin" / "run",
        BUILD / "package" / "release" / "pocketocr-host",
        BUILD / "package" / "release" / "PocketOCRPackageTests.xctest",
    )
    key, stamp = _digest(), BUILD / "digest"
    if stamp.exists() and stamp.read_text() == key:
        return built
    core = BUILD / "core"
    _build(built, "cmake", "-S", "native", "-B", core, *_CORE.split())
    _build(built, "cmake", "--build", core, "--target", "pocket_ocr", "pocket_ocr_parity")
    flags = [each for flag in _SWIFT.split() for each in ("-Xswiftc", flag)]
    flags += ["-Xcc", f"-I{ROOT}/native/include"]
    flags += ["-Xlinker", f"-L{core}", "-Xlinker", f"-L{core}/parity"]
    for product in (built.program, built.tests):  # SwiftPM does not see that the core has changed
        product.unlink(missing_ok=True)
    places: list[str | Path] = ["--package-path", PACKAGE, "--scratch-path", BUILD / "package"]
    for each in ("cache", "config", "security"):
        places += [f"--{each}-path", BUILD / each]
    _build(built, "swift", "build", "-c", "release", "--build-tests", *places, *flags)
    stamp.write_text(key)
    return built


def _digest() -> str:
    """Of all that the build depends on."""
    files = [PART / "part.json", Path(__file__)]
    for each in _SOURCES:
        path = ROOT / each
        files += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _build(swift: Swift, *command: str | Path) -> None:
    """A step of the build; says what went wrong."""
    done = subprocess.run(
        [swift.run, *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60 * MINUTES,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command[:3]))} failed:\n{done.stdout[-8000:]}")
