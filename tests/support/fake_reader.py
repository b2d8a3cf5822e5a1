"""A reader that needs no detector: it says how large a page is and how light."""

import os
from collections.abc import Callable

import numpy as np
from made_pages import made_line, made_page

from model.backends import Backend
from scan import worker
from scan.page import Page
from scan.sources import PageSource

real_open_worker = worker.open_worker
DEADLY = 66
"""Grey of a page that ends the process that reads it, if that is `open_dying_worker`'s."""


def read_page(grey: np.ndarray, backend: Backend, *, rotation: int | None = None) -> Page:
    """Three words: width, height, mean grey; a wholly black page is a bug."""
    if not grey.any():
        raise ZeroDivisionError("black")
    height, width = grey.shape
    line = made_line(f"{width} {height} {grey.mean():.0f}", 2, 2, max(height // 8, 1))
    return made_page([line], size=(width, height), rotation=rotation or 0)


def open_worker(settings: worker.Settings) -> Callable[[PageSource], worker.Outcome]:
    """The real worker in this process, with this reader."""
    worker.read_page = read_page
    return real_open_worker(settings)


def open_dying_worker(settings: worker.Settings) -> Callable[[PageSource], worker.Outcome]:
    """The same, but a page of a certain grey is too much for its process."""
    work = open_worker(settings)
    return lambda source: os._exit(9) if source.load()[0, 0] == DEADLY else work(source)
