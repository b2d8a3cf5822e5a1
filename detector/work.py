"""The work image's place on its page."""

from dataclasses import dataclass
from math import isqrt

import numpy as np


@dataclass(frozen=True)
class Work:
    """The page as regions are looked for in it.

    Attributes:
        image: uint8 [h, w].
        width, height: of the scaled page, in work pixels; those of the image unless that is tilted.
        page_width, page_height: of the page, in its pixels.
        tilt_q16: slope on the scaled page, whose middle is the image's, of the image's rows.
        inverted: whether it shows light as dark.
    """

    image: np.ndarray
    width: int
    height: int
    page_width: int
    page_height: int
    tilt_q16: int = 0
    inverted: bool = False

    def to_page_q8(self, x: int, y: int) -> tuple[int, int]:
        """Page point in Q8 of a work point in Q8; both count from pixels' edges."""
        tall, wide = self.image.shape
        right, down = 2 * x - (wide << 8), 2 * y - (tall << 8)  # twice as far as from the middle
        x = right - (down * self.tilt_q16 >> 16) + (self.width << 8) >> 1
        y = down + (right * self.tilt_q16 >> 16) + (self.height << 8) >> 1
        return x * self.page_width // self.width, y * self.page_height // self.height

    def slope_q16(self, slope_q16: int) -> int:
        """Slope on the page of a slope in the image: tangents of a sum."""
        tilt = self.tilt_q16
        level = (slope_q16 + tilt << 32) // ((1 << 32) - slope_q16 * tilt)
        return level * self.page_height * self.width // (self.height * self.page_width)

    def along_q8(self, length_q8: int) -> int:
        """Page pixels in Q8 of a length along the image's rows."""
        return self._untilted(length_q8) * self.page_width // self.width

    def across_q8(self, length_q8: int) -> int:
        """Page pixels in Q8 of a length across the image's rows."""
        return self._untilted(length_q8) * self.page_height // self.height

    def _untilted(self, length: int) -> int:
        """A length on the scaled page, of which a tilted image is a smaller likeness."""
        return length * isqrt((1 << 32) + self.tilt_q16 * self.tilt_q16) >> 16
