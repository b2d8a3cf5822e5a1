"""A tiny parity check: corpus, weights, and the runner `fake`."""

from pathlib import Path
from typing import Any

import pytest
import tiny_parity

from parity import runners


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: Any) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    tiny_parity.make_corpus(folder)
    return folder


@pytest.fixture(scope="session")
def weights(tmp_path_factory: Any) -> Path:
    return tiny_parity.make_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> tiny_parity.FakeRunner:
    monkeypatch.setitem(runners.RUNNERS, "fake", "tiny_parity.FAKE")
    monkeypatch.setattr(tiny_parity.FAKE, "why", None)
    return tiny_parity.FAKE
