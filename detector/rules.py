"""Rules (of forms, tables, underlines), taken out so that they do not tie letters together."""

import cv2
import numpy as np

from contract import finding as n


def rule_masks(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Masks uint8 [h, w], 255 on horizontal and on vertical dark rules of a work image."""
    ink = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, n.PILOT_BLOCK, n.PILOT_OFFSET
    )
    masks = []
    for across in (False, True):
        along = _element(not across, n.RULE_LENGTH, 1)
        thick = _element(across, n.RULE_THICKNESS + 1, 1)
        runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along)
        runs = cv2.subtract(runs, cv2.morphologyEx(runs, cv2.MORPH_OPEN, thick))
        masks.append(np.asarray(runs, np.uint8))
    return masks[0], masks[1]


def remove_rules(image: np.ndarray) -> np.ndarray:
    """The work image, uint8 [h, w], with its rules painted over by paper.

    Each of their pixels takes the lightest value near it across the rule: strokes that cross it
    stay, since they are dark on both of its sides.
    """
    result = image
    for mask, across in zip(rule_masks(image), (False, True), strict=True):
        if mask.any():
            paper = cv2.dilate(result, _element(across, 2 * n.RULE_REACH + 1, 1))
            wide = cv2.dilate(mask, _element(across, 2 * n.RULE_EDGE + 1, 2 * n.RULE_ENDS + 1))
            result = np.where(wide > 0, paper, result)
    return np.asarray(result, np.uint8)


def _element(across: bool, length: int, thickness: int) -> np.ndarray:
    """Structuring element across rules: tall for horizontal ones, wide for vertical ones."""
    return np.ones((thickness, length) if across else (length, thickness), np.uint8)
