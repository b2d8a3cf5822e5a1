"""The Swift package's own tests pass on Linux, and its sources are as swift-format wants them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from swift_package import PACKAGE, ROOT, Swift

pytestmark = pytest.mark.native


def test_the_packages_own_tests_pass(swift: Swift) -> None:
    done = subprocess.run(
        [swift.run, swift.tests], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout[-8000:]
    executed = re.findall(r"Executed (\d+) tests, with (\d+) failures", done.stdout)
    written = sum(
        len(re.findall(r"^    (?:@MainActor )?func test\w+\(", path.read_text(), re.MULTILINE))
        for path in (PACKAGE / "Tests").rglob("*.swift")
    )
    assert executed[-1] == (str(written), "0")


def test_the_sources_are_formatted(swift: Swift) -> None:
    configuration = PACKAGE / ".swift-format"
    options = ["lint", "--strict", "--configuration", configuration, "--recursive"]
    done = subprocess.run(
        [swift.run, "swift-format", *options, ROOT / "ios_demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_modules_of_apples_framework_are_found(swift: Swift, tmp_path: Path) -> None:
    """The headers as native/apple/xcframework.sh lays them out, seen by the compiler here."""
    folder = tmp_path / "CPocketOCR"
    folder.mkdir()
    for header in ("include/pocket_ocr.h", "parity/include/pocket_ocr_parity.h"):
        shutil.copy(ROOT / "native" / header, folder)
    script = (ROOT / "native" / "apple" / "xcframework.sh").read_text()
    (modules,) = re.findall(r"<<'MODULES'\n(.*?)^MODULES$", script, re.MULTILINE | re.DOTALL)
    (folder / "module.modulemap").write_text(modules)
    reader, parity = (
        sorted(map(str, (PACKAGE / "Sources" / name).rglob("*.swift")))
        for name in ("PocketOCR", "PocketOCRParity")
    )
    options = ["-swift-version", "6", "-warnings-as-errors", "-package-name", "p"]
    options += ["-I", str(tmp_path)]
    module = [
        "-emit-module",
        "-o",
        f"{tmp_path}/PocketOCR.swiftmodule",
        "-module-name",
        "PocketOCR",
    ]
    for more in ([*module, *reader], ["-typecheck", *parity]):
        done = subprocess.run(
            [swift.run, "swiftc", *options, *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert (done.returncode, done.stdout) == (0, "")


def test_programs_run_where_one_is(swift: Swift, tmp_path: Path) -> None:
    """`bin/run` passes on folder, arguments, input and exit code."""
    script = 'cat; pwd; echo "$1"; exit 7'
    done = subprocess.run(
        [swift.run, "sh", "-c", script, "sh", "a  b"],
        cwd=tmp_path,
        input="in\n",
        stdout=subprocess.PIPE,
        text=True,
    )
    assert (done.returncode, done.stdout) == (7, f"in\n{tmp_path}\na  b\n")
