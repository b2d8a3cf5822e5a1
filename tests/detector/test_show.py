"""`python -m detector`: pictures of the stages."""

import sys

import cv2
import numpy as np
import pytest
from drawn_pages import blank, drawn_page

from contract.cli import run
from detector.__main__ import app
from detector.contrast import stretched
from detector.show import DARK, LIGHT, Stage, show


def shows(picture: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((picture == colour).all(axis=2).any())


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_picture_and_a_summary(stage: Stage) -> None:
    page, truth = drawn_page()
    picture, summary = show(page, stage)
    assert picture.ndim == 3 and picture.dtype == np.uint8
    assert "glyphs" in summary and "work image" in summary
    if stage is Stage.LINES:
        assert summary.startswith(f"{len(truth)} lines") and picture.shape[:2] == page.shape
    if stage is not Stage.TILES:
        assert shows(picture, DARK)


def test_light_leaves_the_dark_ones_out() -> None:
    page, _ = drawn_page()
    assert not shows(show(page, Stage.LINES, light=True)[0], DARK)
    assert shows(show(255 - page, Stage.LINES, light=True)[0], LIGHT)


@pytest.mark.parametrize("stage", list(Stage))
def test_empty_pages_have_pictures(stage: Stage) -> None:
    assert show(blank(), stage)[1].startswith("0 ")


def test_command_line(tmp_path, monkeypatch, capsys) -> None:
    assert cv2.imwrite(str(tmp_path / "page.png"), drawn_page()[0])

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["detector", *arguments])
        with pytest.raises(SystemExit) as end:
            run(app)
        return int(end.value.code or 0)

    assert call(str(tmp_path / "page.png"), "--show", "tiles") == 0
    assert cv2.imread(str(tmp_path / "page.tiles.png")) is not None
    assert "tiles of 5 lines" in capsys.readouterr().out
    assert call(str(tmp_path / "none.png")) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert call(str(tmp_path / "page.png"), "--output", str(tmp_path / "a.jpg")) == 2
    assert call(str(tmp_path / "page.png"), "--show", "nothing") == 2


def test_command_line_shows_a_pale_page_as_it_is_read(tmp_path, monkeypatch, capsys) -> None:
    pale = 250 - (255 - drawn_page()[0]) // 8
    cv2.imwrite(str(tmp_path / "pale.png"), pale)
    monkeypatch.setattr(sys, "argv", ["detector", str(tmp_path / "pale.png")])
    with pytest.raises(SystemExit):
        run(app)
    assert show(stretched(pale), Stage.LINES)[1] in capsys.readouterr().out
    picture = cv2.imread(str(tmp_path / "pale.lines.png"))
    assert picture is not None
    assert picture.max(axis=2).min() < 60, "its ink is still pale"
