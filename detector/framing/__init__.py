"""Strip framing, of lines and of bare word crops."""

from detector.framing.crop import CropView, frame_crop, view_crop
from detector.framing.fingerprint import contract_hash
from detector.framing.strip import Frame, box_frame, frame_line, level, line_frame, resample

__all__ = [
    "CropView",
    "Frame",
    "box_frame",
    "contract_hash",
    "frame_crop",
    "frame_line",
    "level",
    "line_frame",
    "resample",
    "view_crop",
]
