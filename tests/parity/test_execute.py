"""A run records what a runtime made of the corpus, whatever it is."""

import numpy as np
import pytest
import tiny_parity

from contract.bundle import read_bundle
from parity.corpus import read_corpus, read_pages
from parity.execute import artefacts, execute
from parity.gates import GateError
from parity.reference import reference
from parity.runners.torch_reference import REFERENCE


class Net:
    """In another process, as it seems; its last logit is `spoilt`."""

    def __init__(self, logits, spoilt):
        self._logits, self._spoilt, self._seconds = logits, spoilt, 0.0

    def __call__(self, tiles):
        self._seconds += 3.0
        made = self._logits(tiles)
        made[-1, -1, -1] += self._spoilt
        return made

    def cpu_seconds(self):
        return self._seconds


class Runner(tiny_parity.FakeRunner):
    spoilt = 0.0
    page = None

    def open(self, model):
        return Net(super().open(model), np.float32(self.spoilt))

    def page_reader(self, model):
        return self.page


@pytest.fixture
def ran(tmp_path, corpus_folder, weights):
    def run(runner):
        bundle = read_bundle(tiny_parity.make_bundle(tmp_path / "bundle", weights))
        corpus, pages = read_corpus(corpus_folder / "tiles"), read_pages(corpus_folder / "pages")
        known = reference(weights, bundle, corpus, pages, tmp_path / "cache")
        (model, _) = artefacts(bundle, weights)
        return execute(runner, model, bundle, corpus, pages, known)

    return run


def test_what_it_records(ran, weights, corpus_folder):
    run, logits = ran(Runner())
    tiles = read_corpus(corpus_folder / "tiles").tiles
    assert np.array_equal(logits, REFERENCE.open(weights)(tiles))
    assert run.measured == {"max_logit_error": 0, "p999_logit_error": 0, "psnr_db": 200}
    assert (run.runtime, run.file, run.golden_error) == ("fake", "net.fake", 0)
    assert [page.name for page in run.pages] == ["drawn", "blank"]


def test_a_net_elsewhere_tells_its_own_time(ran):
    run, _ = ran(Runner())
    assert run.ms_per_tile == 3000 / len(tiny_parity.WORDS)


def test_a_runtime_may_read_whole_pages(ran):
    seen = []
    runner = Runner()

    def page(grey):
        seen.append(grey.shape)
        return {"width": 1, "height": 2, "rotation": 90, "blocks": []}

    runner.page = page
    run, _ = ran(runner)
    assert len(seen) == len(run.pages) == 2
    assert [(p.width, p.height, p.rotation, p.words) for p in run.pages] == [(1, 2, 90, ())] * 2


@pytest.mark.parametrize("spoilt", [np.nan, np.inf])
def test_logits_that_are_not_finite_are_refused(ran, spoilt):
    runner = Runner()
    runner.spoilt = spoilt
    with pytest.raises(GateError, match=r"net\.fake through fake: its logits are not finite"):
        ran(runner)
