"""The Android library on this machine's JVM, built once for all tests that are marked `native`."""

import pytest
from android_host import Jvm, build_jvm
from kotlin import ToolchainError


@pytest.fixture(scope="session")
def jvm() -> Jvm:
    try:
        return build_jvm()
    except ToolchainError as error:
        pytest.fail(str(error), pytrace=False)
