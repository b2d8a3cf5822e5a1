"""The Swift package, built, for the tests that are marked `native`."""

import pytest
from swift_package import Swift, build


@pytest.fixture(scope="session")
def swift() -> Swift:
    return build()
