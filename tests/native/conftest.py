"""The core's library and an engine of a small bundle, for the tests that are marked `native`."""

import pytest
from bundles import write_bundle
from native_api import LIBRARY

from parity.native.binding import Engine, Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(LIBRARY)


@pytest.fixture(scope="session")
def engine(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(library, write_bundle(tmp_path_factory.mktemp("native") / "bundle"))
