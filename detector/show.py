"""Pictures of the detector's stages, to look at."""

from enum import StrEnum

import cv2
import numpy as np

from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from detector.finding import TextLine, find_characters, string_lines
from detector.regions import find_regions
from detector.rules import remove_rules, rule_masks
from detector.scale import glyph_height, work_image
from detector.tiles import cut_tiles

DARK, LIGHT = (200, 80, 0), (0, 120, 240)  # BGR: blue and orange
RULE, BASELINE, CUT, OVERLAP = (160, 0, 160), (0, 160, 0), (0, 0, 220), (220, 160, 0)
MOST_ROWS = 400
"""Strips that a picture of tiles shows."""


class Stage(StrEnum):
    """What can be shown."""

    REGIONS = "regions"
    CHARACTERS = "characters"
    LINES = "lines"
    TILES = "tiles"


def show(grey: np.ndarray, stage: Stage, *, light: bool = False) -> tuple[np.ndarray, str]:
    """A picture, uint8 [h, w, 3], of a stage on a page, uint8 [H, W], and a line that sums it up.

    Regions and characters are boxes on the work image, lines are the quads of their strips with
    baselines on the page, tiles the strips one below the other with marks where they are cut.

    Args:
        grey: the page.
        stage: what to show.
        light: of what is light on dark only.
    """
    if stage is Stage.REGIONS:
        picture, found = _show_regions(grey, light)
    elif stage is Stage.CHARACTERS:
        picture, found = _show_characters(grey, light)
    else:
        lines = [
            each for each in string_lines(find_characters(grey)) if each.light_on_dark or not light
        ]
        draw = _draw_lines if stage is Stage.LINES else _draw_tiles
        picture, found = draw(grey, lines)
    height, width = work_image(grey).image.shape
    return picture, f"{found}; glyphs {glyph_height(grey)} px high, work image {width} x {height}"


def _show_regions(grey: np.ndarray, light: bool) -> tuple[np.ndarray, str]:
    image = work_image(grey).image
    picture = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    for mask in rule_masks(image):
        picture[mask > 0] = RULE
    dark_ones, light_ones = find_regions(remove_rules(image))
    if not light:
        _draw_boxes(picture, dark_ones.box, DARK)
    _draw_boxes(picture, light_ones.box, LIGHT)
    return picture, f"{len(dark_ones)} dark and {len(light_ones)} light regions"


def _show_characters(grey: np.ndarray, light: bool) -> tuple[np.ndarray, str]:
    characters = find_characters(grey)
    picture = cv2.cvtColor(characters.work.image, cv2.COLOR_GRAY2BGR)
    dark_ones, light_ones = characters.boxes
    if not light:
        _draw_boxes(picture, dark_ones, DARK)
    _draw_boxes(picture, light_ones, LIGHT)
    return picture, f"{len(dark_ones)} dark and {len(light_ones)} light characters"


def _draw_boxes(picture: np.ndarray, boxes: np.ndarray, colour: tuple[int, int, int]) -> None:
    for left, top, right, bottom in boxes.tolist():
        cv2.rectangle(picture, (left, top), (right - 1, bottom - 1), colour)


def _draw_lines(grey: np.ndarray, lines: list[TextLine]) -> tuple[np.ndarray, str]:
    picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    for line in lines:
        quad = np.array(line.quad(), np.int32).reshape(4, 2)
        cv2.polylines(picture, [quad], True, LIGHT if line.light_on_dark else DARK)
        rise = line.length_q8 * line.slope_q16 >> 16
        start = line.x_q8 >> 8, line.y_q8 >> 8
        end = line.x_q8 + line.length_q8 >> 8, line.y_q8 + rise >> 8
        cv2.line(picture, start, end, BASELINE)
    return picture, f"{len(lines)} lines"


def _draw_tiles(grey: np.ndarray, lines: list[TextLine]) -> tuple[np.ndarray, str]:
    """Red where a tile begins in a gap; where it begins without one, its overlap is framed."""
    strips = [line.strip(grey) for line in lines]
    tiles = [cut_tiles(strip, TILE_WIDTHS[-1]) for strip in strips]
    shown = strips[:MOST_ROWS]
    width = max((strip.shape[1] for strip in shown), default=TILE_WIDTHS[-1])
    pitch = STRIP_HEIGHT + 4
    picture = np.full((max(len(shown), 1) * pitch, width, 3), 160, np.uint8)
    for i, strip in enumerate(shown):
        top = i * pitch + 2
        row = picture[top : top + STRIP_HEIGHT]
        row[:, : strip.shape[1]] = strip[:, :, None]
        for tile in tiles[i][1:]:
            if tile.overlap:
                cv2.rectangle(row, (tile.x, 0), (tile.x + tile.overlap, STRIP_HEIGHT - 1), OVERLAP)
            else:
                cv2.line(row, (tile.x, 0), (tile.x, STRIP_HEIGHT - 1), CUT)
    return picture, f"{sum(map(len, tiles))} tiles of {len(lines)} lines"
