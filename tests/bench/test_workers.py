"""Starting a worker, and checking what it says."""

import json
import sys
from pathlib import Path

import pytest

from bench.engines import ROOT
from bench.peers.worker import Facts
from bench.workers import WorkerError, parse, run_worker

FACTS = Facts(
    version="1",
    model_bytes=10,
    cpu_seconds=1.0,
    wall_seconds=2.0,
    load_seconds=0.5,
    peak_rss_mb=20.0,
    counters={},
)
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


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_pass_of_a_real_process(tmp_path: Path) -> None:
    texts = ["one", "tôw\n2", ""]
    images = [tmp_path / f"{i} image.png" for i in range(len(texts))]
    for image, text in zip(images, texts, strict=True):
        image.write_text(text, encoding="utf-8")
    found = run_worker(fake(tmp_path), images)
    assert found.texts == tuple(text[::-1] for text in texts)
    assert found.facts["version"] == "fake 1"
    assert found.facts["cpu_seconds"] >= 0
    assert found.facts["peak_rss_mb"] > 1


def test_a_failing_worker_is_reported_with_its_last_word(tmp_path: Path) -> None:
    command = fake(tmp_path, "raise SystemExit('the model is gone\\n')")
    with pytest.raises(WorkerError, match=r"exit code 1: the model is gone$"):
        run_worker(command, [tmp_path / "a.png"])


def test_a_worker_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="did not run"):
        run_worker([str(tmp_path / "nothing")], [])


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("", "protocol"),
        ("hello\n", "protocol"),
        ("[1]\n", "protocol"),
        (lines({"file": "a"}, FACTS), "protocol"),
        (lines({"file": "a", "text": "x"}, {"version": "1"}), "lacks .*cpu_seconds"),
        (lines({"file": "a", "text": "x"}), "lacks"),
        (lines(FACTS), "read 0 images, not the 1"),
        (lines({"file": "b", "text": "x"}, FACTS), "not the 1 asked for"),
    ],
)
def test_output_that_is_no_full_pass_is_refused(output: str, message: str) -> None:
    with pytest.raises(WorkerError, match=message):
        parse(output, ["a"])


def test_output_of_a_full_pass() -> None:
    found = parse(lines({"file": "a", "text": "x"}, {"file": "b", "text": ""}, FACTS), ["a", "b"])
    assert found.texts == ("x", "")
    assert found.facts == FACTS
