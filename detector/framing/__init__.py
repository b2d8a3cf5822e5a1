"""Strip framing, of lines and of bare word crops."""

from detector.framing.crop import frame_crop
from detector.framing.fingerprint import contract_hash
from detector.framing.strip import Frame, box_frame, frame_line, level, line_frame, resample

__all__ = [
    "Frame",
    "box_frame",
    "contract_hash",
    "frame_crop",
    "frame_line",
    "level",
    "line_frame",
    "resample",
]
