"""The package's Apple files, compiled on Linux against stand-ins for Apple's frameworks."""

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from apple_files import DEMO, ROOT
from swift_package import BUILD, Swift

STAND_INS = ROOT / "tests" / "ios_demo" / "apple"
MODULES = ("CoreGraphics", "ImageIO", "CoreVideo", "CoreML", "UIKit")
TO_COMPILE_ONLY = ("SwiftUI", "PhotosUI", "VisionKit", "os", "XCTest")
"""In this order: each may import those before it."""
PACKAGE = sorted((DEMO / "PocketOCR/Sources/PocketOCR").rglob("*.swift"))
PARITY = sorted((DEMO / "PocketOCR/Sources/PocketOCRParity").rglob("*.swift"))
PROBE = STAND_INS / "Probe.swift"

_APPLE = BUILD / "apple"
_STRICT = ("-swift-version", "6", "-warnings-as-errors", "-parse-as-library", "-wmo")
_FIND = ("-I", _APPLE, "-I", DEMO / "PocketOCR/Sources/CPocketOCR",
         "-Xcc", f"-I{ROOT}/native/include")  # fmt: skip
_LINK = ("-use-ld=lld", f"-L{BUILD}/core", f"-L{BUILD}/core/parity",
         "-lopencv_imgproc", "-lopencv_core", "-lstdc++")  # fmt: skip


def build(swift: Swift) -> Path:
    """The probe's program, made anew if anything of it has changed; see Probe.swift."""
    program, stamp = _APPLE / "probe", _APPLE / "digest"
    key = _digest()
    if stamp.exists() and stamp.read_text() == key:
        return program
    _APPLE.mkdir(parents=True, exist_ok=True)
    for name in MODULES + TO_COMPILE_ONLY:
        _stand_in(swift, name)
    for name, sources in (("PocketOCR", PACKAGE), ("PocketOCRParity", PARITY)):
        made = _APPLE / f"{name}.swiftmodule"
        _compile(swift, sources, "-emit-module", "-emit-module-path", made, "-module-name", name)
    objects = [_APPLE / f"{name}.o" for name in MODULES]
    _compile(swift, [*PACKAGE, PROBE, *objects], "-o", program, *_LINK)
    stamp.write_text(key)
    return program


def check(swift: Swift, sources: Sequence[Path]) -> str:
    """What the compiler says against an app's or a test's sources; nothing: they fit.

    `build` comes first: it makes the modules that they import.
    """
    return _said([swift.run, "swiftc", *_STRICT, *_FIND, "-typecheck", *sources])[1]


def _stand_in(swift: Swift, name: str) -> None:
    """A module whose enumerations may grow, as those of the system's frameworks."""
    made = ("-emit-module", "-emit-module-path", _APPLE / f"{name}.swiftmodule")
    options = ("-swift-version", "6", "-parse-as-library", "-enable-library-evolution", "-wmo")
    command = [swift.run, "swiftc", *options, "-suppress-warnings", "-module-name", name, *made]
    command += ["-emit-object", "-o", _APPLE / f"{name}.o", "-I", _APPLE]
    _expect(command + [STAND_INS / f"{name}.swift"])


def _compile(swift: Swift, sources: Sequence[Path], *options: str | Path) -> None:
    package = ("-package-name", "pocketocr")
    _expect([swift.run, "swiftc", *_STRICT, *package, *_FIND, *options, *sources])


def _expect(command: Sequence[str | Path]) -> None:
    code, said = _said(command)
    if code:
        pytest.fail(said[-8000:])


def _said(command: Sequence[str | Path]) -> tuple[int, str]:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


def _digest() -> str:
    digest = hashlib.sha256((BUILD / "digest").read_bytes())
    for path in (Path(__file__), *PACKAGE, *PARITY, *sorted(STAND_INS.glob("*.swift"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
