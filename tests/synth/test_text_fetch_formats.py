"""The formats of the sources: stdlib's JSON archives, R's string vectors, compressed blocks."""

import io
import json
import subprocess
import tarfile
import zlib
from pathlib import Path

import pytest

from synth.text import fetch


def test_stdlib_archive_gives_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "book.tgz"
    files = {
        "package/data/chapter_2.json": {"text": "Two."},
        "package/package.json": {"text": "-"},
        "package/data/chapter_1.json": {"text": "One."},
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, record in files.items():
            data = json.dumps(record).encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert list(fetch._stdlib(path)) == ["One.", "Two."]


def test_r_database_gives_one_text_a_novel(monkeypatch: pytest.MonkeyPatch) -> None:
    def vector(lines: list[str]) -> bytes:
        body = b"X\n\x00\x00\x00\x03"
        for line in lines:
            data = line.encode()
            body += b"\x00\x04\x00\x09" + len(data).to_bytes(4, "big") + data
        return len(body).to_bytes(4, "big") + zlib.compress(body)

    data = vector(["EMMA", "", "Emma Woodhouse, handsome"]) + vector(["PERSUASION"])
    monkeypatch.setattr(fetch, "_member", lambda path, name: data)
    novels = list(fetch._austen(Path("any.deb")))
    assert novels == ["EMMA\n\nEmma Woodhouse, handsome", "PERSUASION"]


def test_bible_blocks_are_joined_and_verses_lose_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    header = bytes(84) + b"\x00\x01\x00\x00" + (2).to_bytes(4, "big")
    offsets = b"".join(n.to_bytes(4, "big") for n in (104, 107, 110))
    blocks = {b"AAA": b"Ge1:1 In the begin", b"BBB": b"ning.\nGe1:2 And the earth"}
    monkeypatch.setattr(fetch, "_member", lambda path, name: header + offsets + b"AAABBB")

    def gunzip(command: list[str], input: bytes, **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 0, blocks[input.removeprefix(b"\x1f\x9d\x90")])

    monkeypatch.setattr(fetch.subprocess, "run", gunzip)
    assert list(fetch._bible(Path("any.deb"))) == ["In the beginning.\n\nAnd the earth"]
