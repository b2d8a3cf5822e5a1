"""Which regions are characters."""

import cv2
import numpy as np
from drawn_pages import blank, write

from detector.characters import choose_characters
from detector.finding import find_characters
from detector.regions import Regions


def tree(*regions: tuple[int, int, int, int, int]) -> Regions:
    """Regions of left, top, right, bottom, parent."""
    table = np.array(regions, np.int64)
    box = table[:, :4]
    return Regions(box, (box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1]), table[:, 4])


def test_the_outermost_of_a_branch_is_chosen() -> None:
    chosen = choose_characters(tree((0, 0, 14, 20, -1), (1, 1, 13, 19, 0), (40, 0, 54, 20, -1)))
    assert np.asarray(chosen).tolist() == [0, 2]


def test_touching_letters_give_way_to_themselves() -> None:
    touching = tree((0, 0, 30, 20, -1), (0, 0, 14, 20, 0), (16, 0, 30, 20, 0))
    assert np.asarray(choose_characters(touching)).tolist() == [1, 2]


def test_two_lines_tied_together_give_way() -> None:
    tied = tree((0, 0, 20, 60, -1), (0, 0, 20, 22, 0), (0, 38, 20, 60, 0))
    assert np.asarray(choose_characters(tied)).tolist() == [1, 2]


def test_holes_of_letters_are_no_characters() -> None:
    page = blank()
    write(page, "oooo BOOB oooo DOOR oooo", 60, 200)
    dark, light = find_characters(page).boxes
    assert len(dark) == 20 and len(light) == 0


def test_paper_is_no_character() -> None:
    page = np.full((300, 600), 60, np.uint8)
    cv2.rectangle(page, (150, 100), (420, 170), 245, -1)
    write(page, "A note here", 175, 145)
    dark, light = find_characters(page).boxes
    assert len(dark) >= 8
    assert not any(right - left > 200 for left, _, right, _ in light.tolist())
