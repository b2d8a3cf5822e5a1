"""Strip framing, of lines and of bare word crops."""

from detector.framing.crop import CropView, frame_crop, ink_rows, strip_columns, view_crop
from detector.framing.fingerprint import contract_hash
from detector.framing.strip import (
    Frame,
    box_frame,
    frame_line,
    level,
    line_frame,
    resample,
    show,
    tilted_frame,
)

__all__ = [
    "CropView",
    "Frame",
    "box_frame",
    "contract_hash",
    "frame_crop",
    "frame_line",
    "ink_rows",
    "level",
    "line_frame",
    "resample",
    "show",
    "strip_columns",
    "tilted_frame",
    "view_crop",
]
