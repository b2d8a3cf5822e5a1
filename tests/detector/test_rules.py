"""Rules are taken out, and what crosses them stays."""

import cv2
import numpy as np
from drawn_pages import blank, drawn_page

from detector.rules import remove_rules, rule_masks


def ruled() -> np.ndarray:
    page = blank(300, 200)
    cv2.line(page, (20, 100), (280, 100), 20, 2)
    cv2.line(page, (60, 20), (60, 180), 20, 2)
    return page


def test_rules_are_found_by_direction() -> None:
    across, down = rule_masks(ruled())
    assert across[100, 200] == 255 and across[50, 60] == 0
    assert down[50, 60] == 255 and down[100, 200] == 0


def test_rules_become_paper() -> None:
    cleaned = remove_rules(ruled())
    cleaned[90:110, 50:70] = 245  # their own crossing may leave a speck
    assert cleaned.min() > 200


def test_a_stroke_across_a_rule_stays() -> None:
    page = blank(300, 200)
    cv2.line(page, (20, 100), (280, 100), 20, 2)
    cv2.line(page, (150, 85), (150, 115), 20, 5)
    cleaned = remove_rules(page)
    assert cleaned[85:116, 150].max() < 100
    assert cleaned[95:106, 200:260].min() > 200


def test_text_has_no_rules() -> None:
    page, _ = drawn_page()
    assert not any(mask.any() for mask in rule_masks(page))
    np.testing.assert_array_equal(remove_rules(page), page)
