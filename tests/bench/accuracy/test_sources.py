"""What the keys of readings depend on."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.accuracy.sources import (
    LAYERS,
    PEERS,
    LineSource,
    OurSource,
    PeerSource,
    peer_source,
    sources,
)
from bench.engines.catalogue import ROOT, Engine


def peer(*arguments: str, python: str = "python") -> PeerSource:
    return PeerSource("words-x", Engine("x", "x", (python, "-m", *arguments)))


def test_a_peers_key_depends_on_its_script_options_and_data(tmp_path: Path) -> None:
    data = tmp_path / "tessdata"
    data.mkdir()
    (data / "eng").write_text("1")
    one = peer("bench.peers.tesseract", str(data), "7")
    moved = data.rename(tmp_path / "moved")
    same = peer("bench.peers.tesseract", str(moved), "7", python="/elsewhere/python")
    before = same.key
    data.mkdir()
    (data / "eng").write_text("1")
    assert one.key == before
    assert peer("bench.peers.tesseract", str(moved), "8").key != before
    assert peer("bench.peers.ppocrv6", str(moved), "7").key != before
    (moved / "eng").write_text("2")
    assert same.key != before


def test_our_key_depends_on_the_bundle_and_on_what_reads(tmp_path: Path) -> None:
    names = {path.relative_to(ROOT).as_posix() for path in sources()}
    assert {"scan/reading.py", "model/decode.py", "detector/finding.py"} <= names
    assert not [name for name in names if name.startswith(("model/training", "bench"))]
    (tmp_path / "model.tflite").write_text("1")
    before = OurSource("words", tmp_path, None).key
    assert OurSource("pages", tmp_path, None).key == before
    assert OurSource("words", tmp_path, "int8").key != before
    (tmp_path / "model.tflite").write_text("2")
    assert OurSource("words", tmp_path, None).key != before


def test_the_key_of_lines_does_not_depend_on_the_net() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in sources(LAYERS[:2])}
    assert "detector/finding.py" in names
    assert not [name for name in names if name.startswith(("model/", "scan/"))]
    assert LineSource().key == LineSource().key


def test_lines_are_found(tmp_path: Path) -> None:
    grey = np.full((120, 400), 255, np.uint8)
    cv2.putText(grey, "words on a page", (40, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2)
    cv2.imwrite(str(tmp_path / "p.png"), grey)
    with LineSource().open() as read:
        (line,) = read(tmp_path / "p.png").lines
    left, right = min(line[0::2]), max(line[0::2])
    assert 30 < left < 60
    assert 330 < right < 400


def test_a_peer_that_cannot_be_installed_tells_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bench.accuracy.sources.word_peer", lambda name, cache: Engine(name, name, missing="no net")
    )
    assert peer_source("ppocrv6-tiny", "words", tmp_path) == "no net"


def test_some_peers_are_for_pages_only(tmp_path: Path) -> None:
    for name, found in PEERS.items():
        if found.words is None:
            assert peer_source(name, "words", tmp_path) is None
