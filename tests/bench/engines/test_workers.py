"""Starting a worker, and checking what it says."""

import json
import sys
from pathlib import Path

import pytest

from bench.engines import workers
from bench.engines.catalogue import ROOT
from bench.engines.workers import Worker, WorkerError, parse, run_worker
from bench.peers.worker import Facts

FACTS = Facts(version="1", model_bytes=10, load_seconds=0.5, peak_rss_mb=20.0)
FAKE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from bench.peers.worker import serve

class Fake:
    version, model_bytes, counters = "fake 1", 3, {}
    def decode(self, path): return Path(path).read_text(encoding="utf-8")
    def read(self, image): return image[::-1]

serve(Fake)
"""


def fake(tmp_path: Path, source: str = FAKE) -> list[str]:
    script = tmp_path / "fake_peer.py"
    script.write_text(source, encoding="utf-8")
    return [sys.executable, str(script), str(ROOT)]


def test_a_pass_of_a_real_process(tmp_path: Path) -> None:
    texts = ["one", "tôw\n2", ""]
    images = [tmp_path / f"{i} image.png" for i in range(len(texts))]
    for image, text in zip(images, texts, strict=True):
        image.write_text(text, encoding="utf-8")
    found = run_worker(fake(tmp_path), images)
    assert found.texts == tuple(text[::-1] for text in texts)
    assert found.facts["version"] == "fake 1"
    assert found.cpu_seconds >= 0
    assert found.wall_seconds > 0
    assert found.counters == {}
    assert found.facts["peak_rss_mb"] > 1


def test_a_failing_worker_is_reported_with_its_last_word(tmp_path: Path) -> None:
    command = fake(tmp_path, "raise SystemExit('the model is gone\\n')")
    with pytest.raises(WorkerError, match=r"exit code 1: the model is gone$"):
        run_worker(command, [tmp_path / "a.png"])


def test_a_worker_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="did not run"):
        run_worker([str(tmp_path / "missing")], [])


def test_a_worker_can_be_asked_in_turns_with_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("ab", encoding="utf-8")
    with Worker(fake(tmp_path)) as one, Worker(fake(tmp_path)) as other:
        for _ in range(2):
            assert [each.ask(tmp_path / "a")["text"] for each in (one, other)] == ["ba", "ba"]
        assert [each.close()["model_bytes"] for each in (one, other)] == [3, 3]


def test_an_image_that_cannot_be_read_fails_a_pass_but_not_the_worker(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("ab", encoding="utf-8")
    with Worker(fake(tmp_path)) as worker:
        assert "FileNotFoundError" in worker.ask(tmp_path / "nothing")["error"]
        assert worker.ask(tmp_path / "a")["text"] == "ba"
    with pytest.raises(WorkerError, match="nothing was not read: FileNotFoundError"):
        run_worker(fake(tmp_path), [tmp_path / "nothing"])


def test_a_worker_that_dies_is_reported(tmp_path: Path) -> None:
    source = "import sys\nsys.stdin.readline()\nsys.exit('no memory')"
    with Worker(fake(tmp_path, source)) as worker:
        for _ in range(2):
            with pytest.raises(WorkerError, match=r"exit code 1: no memory$"):
                worker.ask(tmp_path / "a")


def test_a_worker_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MINUTES", 0.1 / 60)
    with (
        Worker(fake(tmp_path, "import time\ntime.sleep(60)")) as worker,
        pytest.raises(WorkerError, match="exit code -9"),
    ):
        worker.ask(tmp_path / "a")


def test_an_answer_for_another_image_is_refused(tmp_path: Path) -> None:
    source = FAKE.replace("serve(Fake)", 'input(); print(\'{"file": "b"}\')')
    with (
        Worker(fake(tmp_path, source)) as worker,
        pytest.raises(WorkerError, match="lacks counters, cpu_seconds"),
    ):
        worker.ask(tmp_path / "a")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("hello", "protocol"),
        ("[1]", "protocol"),
        ("3", "protocol"),
        ('{"version": "1"}', "lacks load_seconds, model_bytes, peak_rss_mb"),
    ],
)
def test_a_line_that_does_not_follow_the_protocol_is_refused(line: str, message: str) -> None:
    with pytest.raises(WorkerError, match=message):
        parse(line, Facts.__required_keys__)


def test_a_line_that_follows_the_protocol() -> None:
    assert parse(json.dumps(FACTS), Facts.__required_keys__) == FACTS
