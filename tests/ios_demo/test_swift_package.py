"""The Swift package's own tests pass on Linux, and its sources are as swift-format wants them."""

import re
import subprocess

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
