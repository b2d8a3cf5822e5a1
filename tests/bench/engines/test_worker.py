"""The worker's side of a measurement: what is timed, and what is said."""

import io
import json
from pathlib import Path

import pytest

from bench.peers import worker


class Clock:
    """Stands in for the module `time`: CPU runs at half the wall's pace."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now

    def process_time(self) -> float:
        return self.now / 2


class Slow:
    """An engine that takes 100 s to open, 10 s to decode, 4 s to read."""

    version = "1"
    model_bytes = 7

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.counters = {"reads": 0.0}
        clock.now += 100

    def decode(self, path: str) -> str:
        self._clock.now += 10
        return path

    def read(self, image: str) -> str:
        if image == "broken":
            raise ValueError("no picture")
        self._clock.now += 4
        self.counters["reads"] += 1
        return image.upper()


def served(paths: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    clock = Clock()
    monkeypatch.setattr(worker, "time", clock)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(paths)))
    worker.serve(lambda: Slow(clock))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_each_image_in_order_then_the_facts(monkeypatch, capsys) -> None:
    paths = ["b", "a", "é ü"]
    *lines, facts = served(paths, monkeypatch, capsys)
    assert [(line["file"], line["text"]) for line in lines] == [(p, p.upper()) for p in paths]
    assert all(set(line) == worker.Record.__required_keys__ for line in lines)
    assert set(facts) == worker.Facts.__required_keys__
    assert (facts["version"], facts["model_bytes"]) == ("1", 7)


def test_decoding_and_reading_are_timed_apart(monkeypatch, capsys) -> None:
    *lines, _ = served(["a"] * 3, monkeypatch, capsys)
    for line in lines:
        assert (line["load_wall_seconds"], line["load_cpu_seconds"]) == (10, 5)
        assert (line["wall_seconds"], line["cpu_seconds"]) == (4, 2)
        assert line["counters"] == {"reads": 1}


def test_load_is_opening_and_the_first_reading(monkeypatch, capsys) -> None:
    *_, facts = served(["a", "b"], monkeypatch, capsys)
    assert facts["load_seconds"] == pytest.approx(100 + 4)


def test_an_image_that_cannot_be_read_is_a_result(monkeypatch, capsys) -> None:
    broken, fine, _ = served(["broken", "a"], monkeypatch, capsys)
    assert (broken["text"], broken["error"]) == ("", "ValueError: no picture")
    assert broken["counters"] == {"reads": 0}
    assert (fine["text"], fine["error"]) == ("A", "")


def test_a_timed_callable_adds_up_and_looks_like_itself(monkeypatch) -> None:
    clock = Clock()
    monkeypatch.setattr(worker, "time", clock)

    def wait(seconds: float) -> float:
        clock.now += seconds
        return -seconds

    counters: dict[str, float] = {}
    timed = worker.Timed(wait, "find", counters)
    assert counters == {"find_cpu_seconds": 0, "find_wall_seconds": 0}
    assert [timed(3), timed(5)] == [-3, -5]
    assert counters == {"find_cpu_seconds": 4, "find_wall_seconds": 8}
    assert timed.__name__ == "wait"


def test_peak_memory_is_at_least_what_was_held() -> None:
    held = bytearray(b"x" * 30_000_000)
    assert len(held) < worker.peak_rss() < 2**40


def test_the_peak_is_forgotten_between_images() -> None:
    held = bytearray(b"x" * 60_000_000)
    high = worker.peak_rss()
    del held
    worker.forget_peak()
    if not Path("/proc/self/clear_refs").exists():
        assert worker.peak_rss() == high
    else:
        assert worker.peak_rss() < high - 40_000_000


def test_workers_of_peers_import_nothing_of_ours_but_the_protocol() -> None:
    folder = Path(worker.__file__).parent
    ours = {path.name for path in folder.parents[1].iterdir() if path.is_dir()}
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]) and words[1].partition(".")[0] in ours:
                assert words[1] == "bench.peers.worker", f"{path.name}: {line}"
