"""Finding: from a page to its text lines, each with the frame of its strip."""

from dataclasses import dataclass, replace

import numpy as np

from contract import finding as n
from contract.numbers import STRIP_HEIGHT
from detector.characters import choose_characters, drop_counters
from detector.framing import Frame, frame_line, line_frame
from detector.lines import Found, drop_covered, find_baselines
from detector.regions import Regions, find_regions
from detector.rules import remove_rules
from detector.scale import work_image
from detector.work import Work


@dataclass(frozen=True)
class TextLine:
    """A line of text on a page.

    Attributes:
        frame: the strip's place on the page.
        light_on_dark: polarity.
        x_q8, y_q8: left end of the ink on the baseline, page pixels.
        length_q8: length of the ink along the baseline.
        slope_q16: of the baseline.
        height_q8: of a capital.
        above_q8, below_q8: how far its ink reaches from the baseline.
        characters: how many the detector saw.
    """

    frame: Frame
    light_on_dark: bool
    x_q8: int
    y_q8: int
    length_q8: int
    slope_q16: int
    height_q8: int
    above_q8: int
    below_q8: int
    characters: int

    def strip(self, page: np.ndarray) -> np.ndarray:
        """The line as a strip, uint8 [32, frame.width], of its page, uint8 [H, W]."""
        return frame_line(page, self.frame, light_on_dark=self.light_on_dark)

    def reframed(self, height_q8: int, *, with_ink: bool) -> "TextLine":
        """The line framed for capitals so much higher, in 1/256; with room for all ink, or not."""
        above, below = (self.above_q8, self.below_q8) if with_ink else (0, 0)
        height = self.height_q8 * height_q8 >> 8
        frame = _frame(self.x_q8, self.y_q8, self.length_q8, self.slope_q16, height, above, below)
        return replace(self, frame=frame)

    def quad(self) -> tuple[int, ...]:
        """Corners of its strip in page pixels: top left, top right, bottom right, bottom left."""
        return tuple(
            value + 32768 >> 16
            for column, row in (
                (0, 0),
                (self.frame.width, 0),
                (self.frame.width, STRIP_HEIGHT),
                (0, STRIP_HEIGHT),
            )
            for value in self.frame.to_page(column, row)
        )


@dataclass(frozen=True)
class Characters:
    """What may be characters on a page, dark ones and light ones.

    Attributes:
        work: the work image.
        boxes: of dark and of light characters, int64 [N, 4] each, in work pixels.
        marks: of what is too low for a character, likewise.
    """

    work: Work
    boxes: tuple[np.ndarray, np.ndarray]
    marks: tuple[np.ndarray, np.ndarray]


def find_characters(grey: np.ndarray) -> Characters:
    """Characters of a page, uint8 [H, W], of both polarities."""
    work = work_image(grey)
    image = remove_rules(work.image)
    regions = find_regions(image)
    chosen = [each.take(choose_characters(each)) for each in regions]
    letters = drop_counters(chosen[0], chosen[1], image.shape)
    boxes = chosen[0].box[letters[0]], chosen[1].box[letters[1]]
    marks = marks_of(regions[0]), marks_of(regions[1])
    if work.inverted:
        boxes, marks = boxes[::-1], marks[::-1]
    return Characters(work, boxes, marks)


def find_lines(grey: np.ndarray) -> list[TextLine]:
    """Text lines of a page, uint8 [H, W], of both polarities; from top to bottom."""
    return string_lines(find_characters(grey))


def string_lines(characters: Characters) -> list[TextLine]:
    """Characters strung into lines, from top to bottom."""
    found = [
        (light, line)
        for light in (False, True)
        if len(characters.boxes[light])
        for line in find_baselines(characters.boxes[light], characters.marks[light])
    ]
    keep = drop_covered([line for _, line in found])
    lines = [text_line(found[i][1], characters.work, found[i][0]) for i in np.flatnonzero(keep)]
    return sorted(lines, key=lambda line: (line.y_q8, line.x_q8, line.light_on_dark))


def marks_of(regions: Regions) -> np.ndarray:
    """Boxes int64 [M, 4] of the regions too low for a character: dots, dashes, specks."""
    width, height = (regions.box[:, 2:] - regions.box[:, :2]).T
    small = (height < n.CHAR_MIN_HEIGHT) & (width <= n.MARK_MAX_WIDTH) & (regions.parent < 0)
    return regions.box[small]


def text_line(found: Found, work: Work, light: bool) -> TextLine:
    """A found line in page pixels, with its frame."""
    line = found.baseline
    x, y = work.to_page_q8(line.left << 8, line.level_q8)
    length = work.along_q8(line.right - line.left << 8)
    slope = work.slope_q16(line.slope_q16)
    tall, above, below = map(work.across_q8, (line.height_q8, found.above_q8, found.below_q8))
    frame = _frame(x, y, length, slope, tall, above, below)
    return TextLine(frame, light, x, y, length, slope, tall, above, below, len(found.boxes))


def _frame(x: int, y: int, length: int, slope: int, height: int, above: int, below: int) -> Frame:
    return line_frame(
        x, y, max(length, n.LINE_MIN_Q8), slope, max(height, n.LINE_MIN_Q8), above, below
    )
