"""The core with LiteRT gives the reference's pages, whatever the threads, locale and NumPy."""

import json
import locale
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from native_steps import BUNDLE, ROOT
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from contract.bundle import read_bundle
from contract.errors import PocketOcrError
from model.backends.litert import LiteRtBackend
from parity.corpus import read_corpus, read_pages
from parity.native.check import check_page, native_trace
from parity.native.machine import HOST
from parity.native.recording import Recording, record
from parity.native.session import Session
from parity.runners.native import NATIVE

pytestmark = pytest.mark.native

PAGES = {page.name: page.grey for page in read_pages()}
MODEL = read_bundle(BUNDLE).model_path()
PAGE = "receipt-turned-180"


@pytest.fixture(scope="module")
def backend() -> LiteRtBackend:
    return LiteRtBackend(BUNDLE)


@pytest.fixture(scope="module")
def recorded(backend: LiteRtBackend) -> Recording:
    return record(PAGES[PAGE], backend)


@pytest.mark.parametrize("name", [PAGE, "receipt-thermal", "one-word"])
def test_pages_are_equal_step_by_step(name: str, backend: LiteRtBackend) -> None:
    with Session(HOST, MODEL) as session:
        found = check_page(name, PAGES[name], HOST, session, BUNDLE, backend)
    assert found.differences == ()
    assert found.moved == 0
    assert found.tiles > 0


@pytest.mark.parametrize("threads", [1, 4])
def test_threads_change_nothing(threads: int, recorded: Recording, backend: LiteRtBackend) -> None:
    tiles = read_corpus().tiles[:16]
    with Session(HOST, MODEL, threads=threads) as session:
        assert session.page(PAGES[PAGE])["page"] == recorded.page
        assert session.logits(tiles).tobytes() == backend.logits(tiles).tobytes()


def test_the_locale_changes_nothing(tmp_path: Path, recorded: Recording) -> None:
    command = ["localedef", "-i", "de_DE", "-f", "UTF-8", tmp_path / "de_DE.UTF-8"]
    made = subprocess.run(command, capture_output=True)
    if made.returncode:
        pytest.skip("no source of the locale de_DE: install the package `locales`")
    variables = {"LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8"}
    with Session(HOST, MODEL, locale="de_DE.UTF-8", variables=variables) as session:
        assert session.facts["locale"] == "de_DE.UTF-8"
        assert session.page(PAGES[PAGE], replay=recorded)["page"] == recorded.page


def test_numpys_vector_code_changes_nothing(tmp_path: Path) -> None:
    """With AVX-512 and AVX2 off the reference traces and reads what the core does."""
    page = ROOT / "parity" / "data" / "pages" / f"{PAGE}.png"
    off = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    plain = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(off)}

    def run(*arguments: str | Path) -> str:
        command = [sys.executable, "-m", *map(str, arguments)]
        return subprocess.run(
            command, env=plain, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout

    found, pixels = native_trace(PAGES[PAGE], HOST, BUNDLE)
    assert json.loads(run("parity.trace", page, "--pixels", tmp_path / "tiles")) == found
    assert (tmp_path / "tiles").read_bytes() == pixels
    with Session(HOST, MODEL) as session:
        read = session.page(PAGES[PAGE])["page"]
    scanned = json.loads(run("scan", page, "--format", "json", "--bundle", BUNDLE))
    assert read["blocks"] == scanned["pages"][0]["blocks"]


def test_the_runner_reads_whole_pages(recorded: Recording) -> None:
    assert NATIVE.missing() is None
    read = NATIVE.page_reader(MODEL)
    assert read is not None
    assert read(PAGES[PAGE]) == recorded.page
    assert set(NATIVE.versions()) == {"core", "ai-edge-litert"}


def test_a_tile_that_the_reference_did_not_read_is_an_error(recorded: Recording) -> None:
    short = Recording(recorded.page, dict(list(recorded.logits.items())[1:]))
    with Session(HOST, MODEL) as session:
        with pytest.raises(PocketOcrError, match="a tile that the reference did not read"):
            session.page(PAGES[PAGE], replay=short)
        assert session.page(PAGES[PAGE], replay=recorded)["page"] == recorded.page


def test_other_logits_give_another_page(recorded: Recording) -> None:
    """So the comparison can fail."""
    other = {key: np.roll(value, 1, axis=1) for key, value in recorded.logits.items()}
    with Session(HOST, MODEL) as session, pytest.raises(PocketOcrError) as caught:
        assert session.page(PAGES[PAGE], replay=Recording({}, other))["page"] != recorded.page
        raise PocketOcrError("read")
    assert "read" in str(caught.value)


def test_a_session_says_what_is_wrong() -> None:
    with Session(HOST, MODEL) as session:
        with pytest.raises(PocketOcrError, match="there is no job 'dance'"):
            session.ask("dance")
        with pytest.raises(PocketOcrError, match="No such file"):
            session.ask("page", page="/nowhere.npy")
        session._process.kill()
        with pytest.raises(PocketOcrError, match="died with exit code -9"):
            session.ask("facts")


def test_this_process_keeps_its_locale() -> None:
    assert locale.setlocale(locale.LC_NUMERIC) == "C"
