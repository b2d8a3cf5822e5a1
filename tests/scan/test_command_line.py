"""`python -m scan`: where results go, what fails, and that the number of processes is no matter."""

import errno
import io
import json
import sys
from pathlib import Path
from typing import get_args

import cv2
import fake_reader
import numpy as np
import pikepdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from contract.cli import run
from scan import command, worker
from scan.__main__ import app
from scan.progress import Progress
from scan.writers import FORMATS


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read_page", fake_reader.read_page)
    monkeypatch.setattr(command, "open_worker", fake_reader.open_worker)
    monkeypatch.setattr(command.os, "cpu_count", lambda: 1)


def page(path: Path, grey: int = 200, width: int = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), np.full((40, width), grey, np.uint8))
    return path


def invoke(*arguments: object, code: int = 0):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, result.output + str(result.exception)
    assert "Traceback" not in result.output
    return result


def test_the_text_of_a_page_is_all_there_is(tmp_path: Path) -> None:
    result = invoke(page(tmp_path / "a.png"))
    assert (result.stdout, result.stderr) == ("60 40 200\n", "")


def test_several_inputs_have_headings(tmp_path: Path) -> None:
    a, b = page(tmp_path / "a.png"), page(tmp_path / "b.png", 100)
    result = invoke(b, a)
    assert result.stdout == f"==> {b} <==\n60 40 100\n\n==> {a} <==\n60 40 200\n\n"
    assert result.stderr == f"1/2 {b}\n2/2 {a}\n"
    assert invoke(tmp_path).stdout == f"==> {a} <==\n60 40 200\n\n==> {b} <==\n60 40 100\n\n"


def test_json_lines(tmp_path: Path) -> None:
    a, b = page(tmp_path / "a.png"), page(tmp_path / "b.png", 100)
    found = [json.loads(line) for line in invoke(a, b, "--format", "json").stdout.splitlines()]
    assert [document["image"] for document in found] == [str(a), str(b)]
    assert found[1]["pages"][0]["blocks"][0]["lines"][0]["text"] == "60 40 100"


def test_pages_of_a_file_are_one_document(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    images = [Image.new("L", (60, 40), 200), Image.new("L", (70, 40), 100)]
    images[0].save(path, save_all=True, append_images=images[1:])
    assert invoke(path).stdout == "60 40 200\n\f70 40 100\n"
    document = pikepdf.new()
    document.add_blank_page(page_size=(72, 36))
    document.save(tmp_path / "one.pdf")
    assert invoke(tmp_path / "one.pdf", "--dpi", 100).stdout == "100 50 255\n"


def test_every_format_into_a_file(tmp_path: Path) -> None:
    assert set(get_args(command.FormatName)) == FORMATS.keys()
    path = page(tmp_path / "a.png")
    for name in FORMATS:
        target = tmp_path / "new" / f"result.{name}"
        assert invoke(path, "-f", name, "-o", target).stdout == ""
        data = target.read_bytes()
        assert b"200" in data or data.startswith(b"%PDF-")
        assert invoke(path, "-f", name).stdout_bytes == data


def tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_folder_gives_a_file_for_each_input(tmp_path: Path) -> None:
    for name in ("in/a.png", "in/a.jpg", "in/b.c.png", "in/sub/a.png"):
        page(tmp_path / name)
    invoke(tmp_path / "in", "-o", tmp_path / "out")
    found = tree(tmp_path / "out")
    assert list(found) == ["a.jpg.txt", "a.png.txt", "b.c.txt", "sub/a.txt"]
    assert set(found.values()) == {b"60 40 200\n"}


def test_the_number_of_processes_is_no_matter(tmp_path: Path) -> None:
    for k in range(5):
        page(tmp_path / f"in/{k}.png", 100 + k, 300)
    (tmp_path / "in/3.png").write_text("no image")
    results = []
    for jobs in (1, 3):
        out = tmp_path / f"out{jobs}"
        options = ["--jobs", jobs, "--overlay", out / "overlays"]
        result = invoke(tmp_path / "in", "-o", out, "-f", "json", *options, code=1)
        shown = invoke(tmp_path / "in", "--jobs", jobs, code=1).output
        results.append((result.output, shown, tree(out)))
    assert results[0] == results[1]
    assert len(results[0][2]) == 8


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    page(tmp_path / "a.png")
    page(tmp_path / "c.png", 100)
    (tmp_path / "b.png").write_text("no image")
    page(tmp_path / "bug.png", 0)
    result = invoke(tmp_path, tmp_path / "none.png", code=1)
    assert "60 40 200" in result.stdout and "60 40 100" in result.stdout
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 3
    assert "b.png: not an image" in errors[0]
    assert "bug.png" in errors[1] and "please report" in errors[1]
    assert "none.png: cannot be read" in errors[2]


def test_a_process_that_dies_costs_its_page_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "open_worker", fake_reader.open_dying_worker)
    for k in range(3):
        page(tmp_path / f"in/{k}.png", fake_reader.DEADLY if k == 1 else 100 + k)
    result = invoke(tmp_path / "in", "--jobs", 2, "-o", tmp_path / "out", code=1)
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1 and "1.png, page 1: the process that read it was ended" in errors[0]
    assert list(tree(tmp_path / "out")) == ["0.txt", "2.txt"]


def test_a_file_with_a_bad_page_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "three.tif"
    images = [Image.new("L", (60, 40), 200 * (k != 1)) for k in range(3)]
    images[0].save(path, save_all=True, append_images=images[1:])
    other = page(tmp_path / "z.png")
    result = invoke(path, other, "-o", tmp_path / "out", code=1)
    assert f"error: {path}, page 2: " in result.stderr
    assert list(tree(tmp_path / "out")) == ["z.txt"]


def test_when_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    result = invoke(tmp_path / "none.png", tmp_path, code=2)
    assert result.stdout == ""
    assert f"error: {tmp_path}: holds no image" in result.stderr
    assert "skipped" in result.stderr and "notes.txt" in result.stderr


def test_a_target_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("a", "b"):
        page(tmp_path / f"in/{name}.png")
    (tmp_path / "out/a.txt").mkdir(parents=True)
    result = invoke(tmp_path / "in", "-o", tmp_path / "out", code=1)
    assert f"error: {tmp_path / 'out' / 'a.txt'}: cannot be written (" in result.stderr
    assert list(tree(tmp_path / "out")) == ["b.txt"]

    (tmp_path / "overlays/a.png").mkdir(parents=True)
    result = invoke(tmp_path / "in", "--overlay", tmp_path / "overlays", code=1)
    assert result.stderr.count("error: ") == 1
    assert result.stdout.count("60 40 200") == 2, "the text was read, whatever the overlay's fate"
    assert list(tree(tmp_path / "overlays")) == ["b.png"]


def test_a_full_disk_ends_the_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = []

    def full(path: Path, data: bytes) -> None:
        tried.append(path)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(command, "write_whole", full)
    for name in ("a", "b"):
        page(tmp_path / f"in/{name}.png")
    arguments = ["scan", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as stop:
        run(app)
    assert stop.value.code == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if "error: " in line]
    assert errors == [f"error: No space left on device: {tmp_path / 'out' / 'a.txt'}"]
    assert tried == [tmp_path / "out/a.txt"]


def failing(*arguments: object) -> str:
    """What a wrong command line says."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert isinstance(result.exception, command.PocketOcrError), result.output
    return str(result.exception)


def test_results_never_replace_inputs_or_each_other(tmp_path: Path) -> None:
    a, b = page(tmp_path / "x/a.png"), page(tmp_path / "y/a.png")
    before = a.read_bytes()
    assert "is an input" in failing(a, "-o", a)
    assert "is an input" in failing(a, "--overlay", a.parent)
    assert "is a file" in failing(a, b, "-o", a)
    assert "would both be written" in failing(a, b, "-o", tmp_path / "out")
    assert a.read_bytes() == before and not (tmp_path / "out").exists()


def test_what_does_not_fit_standard_output(tmp_path: Path) -> None:
    page(tmp_path / "a.png")
    page(tmp_path / "b.png")
    assert "--output DIR" in failing(tmp_path, "-f", "hocr")


def test_a_reader_that_cannot_be_opened(tmp_path: Path) -> None:
    a, b = page(tmp_path / "a.png"), page(tmp_path / "b.png")
    for inputs in ([a], [a, b]):
        assert "holds no bundle" in failing(*inputs, "--bundle", tmp_path, "--jobs", 2)
        assert "--precision" in failing(
            *inputs, "--weights", tmp_path / "w", "--precision", "int8", "--jobs", 2
        )


def test_overlay_rotation_and_rectify(tmp_path: Path) -> None:
    path = page(tmp_path / "a.png")
    target = tmp_path / "overlay.png"
    result = invoke(path, "--overlay", target, "--rotation", 90, "--rectify", "-f", "json")
    assert json.loads(result.stdout)["pages"][0]["rotation"] == 90
    assert cv2.imread(str(target)).shape == (60, 88, 3)


def test_overlays_of_several_pages_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    Image.new("L", (60, 40), 200).save(
        path, save_all=True, append_images=[Image.new("L", (60, 40), 9)]
    )
    invoke(path, "--overlay", tmp_path / "o.png")
    assert sorted(p.name for p in tmp_path.glob("o*.png")) == ["o-1.png", "o-2.png"]


def test_errors_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = page(tmp_path / "a.png")
    monkeypatch.setattr(sys, "argv", ["scan", str(path), "-o", str(path)])
    with pytest.raises(SystemExit) as stop:
        run(app)
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"error: {path} is an input: name another --output\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_a_bar_that_leaves_nothing_behind() -> None:
    stream = Terminal()
    progress = Progress(3, stream)
    progress.advance("a.png")
    assert stream.getvalue() == "\r\x1b[K[######..............] 1/3 a.png"
    progress.say("error: b")
    assert stream.getvalue().endswith("\r\x1b[Kerror: b\n")
    progress.advance("b")
    progress.advance("c")
    assert stream.getvalue().endswith("3/3 c\r\x1b[K")
