"""The picture of what was read."""

import cv2
import numpy as np
import pytest
from made_pages import made_line, made_page, two_columns

from contract.charset import CHARSET
from scan.overlay import CELL_HEIGHT, CELL_WIDTH, GAP, MAX_SIDE, confidence_colour, draw
from scan.page import Page


def halves(page: Page, grey: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    paper = np.full((page.height, page.width), 255, np.uint8) if grey is None else grey
    image = cv2.imdecode(np.frombuffer(draw(paper, page), np.uint8), cv2.IMREAD_COLOR)
    width = (image.shape[1] - GAP) // 2
    return image[:, :width], image[:, width + GAP :]


def test_page_and_texts_stand_side_by_side() -> None:
    left, right = halves(two_columns())
    assert left.shape == right.shape == (800, 1000, 3)
    for word in two_columns().words:
        x0, y0, x1, _, _, y2, *_ = word.quad
        inside = right[y0 + 3 : y2 - 2, x0 + 3 : x1 - 2]
        assert inside.min() < 40  # black text
        assert left[y0 + 3 : y2 - 2, x0 + 3 : x1 - 2].min() == 255  # the page itself
    assert right[500:].min() == 255


def test_frames_tell_the_confidence() -> None:
    sure, doubtful = made_line("sure", 20, 20), made_line("doubt", 20, 100, confidence=0)
    left, _ = halves(made_page([sure, doubtful], size=(200, 200)))
    assert left[40, 20].tolist() == list(confidence_colour(900))
    assert left[120, 20].tolist() == list(confidence_colour(0)) == [0, 0, 230]
    assert confidence_colour(1000) == (0, 200, 0)


def test_every_character_has_a_glyph_of_its_own() -> None:
    seen = set()
    for character in CHARSET.replace(" ", ""):
        line = made_line(character, 10, 10, height=CELL_HEIGHT)
        _, right = halves(made_page([line], size=(60, 60)))
        cell = right[10 : 10 + CELL_HEIGHT, 10 : 10 + CELL_WIDTH]
        assert cell.min() < 128, character
        seen.add(cell.tobytes())
    assert len(seen) == len(CHARSET) - 1


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_drawn_upright(rotation: int) -> None:
    upright = halves(made_page([made_line("Fj", 60, 40)], size=(300, 200)))[1]
    # The same words on a page that lies turned by `rotation` counterclockwise.
    width, height = (200, 300) if rotation % 180 else (300, 200)
    x, y = {90: (40, 240), 180: (240, 160), 270: (160, 60)}[rotation]
    turned = made_page([made_line("Fj", x, y, angle=-rotation)], size=(width, height),
                       rotation=rotation)  # fmt: skip
    drawn = halves(turned)[1]
    assert drawn.shape == upright.shape
    assert np.abs(drawn.astype(int) - upright).mean() < 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (6000, 5000)])
def test_odd_sizes(shape: tuple[int, int]) -> None:
    page = made_page([made_line("a b", -5, -5, height=9)], size=shape[::-1])
    left, _ = halves(page, np.zeros(shape, np.uint8))
    assert max(left.shape) <= MAX_SIDE


def test_unknown_characters_and_empty_pages() -> None:
    assert halves(made_page([made_line("語", 5, 5)], size=(60, 60)))[1].min() < 128
    assert halves(made_page())[1].min() == 255
