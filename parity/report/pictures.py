"""Pixels as data URIs, so that the page needs no other file."""

from base64 import b64encode

import cv2
import numpy as np

PAGE_SIDE = 560
"""Pixels of a shown page's longer side."""
PAGE_QUALITY = 55
"""JPEG's, for pages: a hint where a word stands, not evidence. Tiles and words are PNG."""


def png(grey: np.ndarray) -> str:
    """A grey picture, uint8 [H, W], to the last bit."""
    return _uri("png", cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1])


def small_page(grey: np.ndarray) -> tuple[str, int, int]:
    """A page, uint8 [H, W], at most PAGE_SIDE long; with width and height."""
    scale = min(1.0, PAGE_SIDE / max(grey.shape))
    width, height = (max(round(side * scale), 1) for side in grey.shape[::-1])
    shown = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    return jpeg(shown), width, height


def jpeg(picture: np.ndarray) -> str:
    """A grey or BGR picture, uint8 [H, W] or [H, W, 3], with PAGE_QUALITY."""
    encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, PAGE_QUALITY])[1]
    return _uri("jpeg", encoded)


def _uri(kind: str, data: np.ndarray) -> str:
    return f"data:image/{kind};base64,{b64encode(data.tobytes()).decode()}"
