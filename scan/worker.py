"""Reading one page after the other with one net: what every process of a scan does."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2

from contract.errors import PocketOcrError
from model.backends import Backend, open_backend
from scan.overlay import draw
from scan.page import Page
from scan.reading import read_page
from scan.rectify import read_rectified
from scan.sources import PageSource

DEFAULT_BUNDLE = Path(__file__).parents[1] / "pocket_ocr" / "bundle"
"""The bundle that comes with the package: data beside its face, named here without importing it."""


@dataclass(frozen=True)
class Settings:
    """How pages are read."""

    bundle: Path | None = DEFAULT_BUNDLE
    weights: Path | None = None
    """Read by torch, instead of a bundle."""
    precision: str | None = None
    rotation: int | None = None
    """Degrees to turn pages clockwise; None: decided page by page."""
    rectify: bool = False
    lexicon: bool = True
    """Whether doubtful words are corrected by it."""
    overlay: bool = False

    def open(self) -> Backend:
        """The net.

        Raises:
            ContractError, PocketOcrError: see `model.backends.open_backend`.
        """
        return open_backend(self.weights, self.bundle, self.precision, lexicon=self.lexicon)


@dataclass(frozen=True)
class Outcome:
    """What became of a page."""

    page: Page | None
    """None if it could not be read."""
    error: str = ""
    overlay: bytes = b""
    """PNG, if asked for."""


def lost(source: PageSource) -> Outcome:
    """What became of a page that took its process with it."""
    return Outcome(
        None,
        f"{source.path}, page {source.index + 1}: the process that read it was ended, perhaps for "
        "lack of memory: make the page smaller",
    )


def open_worker(settings: Settings) -> Callable[[PageSource], Outcome]:
    """A function that loads and reads a page, and says so when it cannot.

    Raises:
        ContractError, PocketOcrError: the net cannot be opened.
    """
    cv2.setNumThreads(1)  # as many processes as cores: threads would only fight
    backend = settings.open()

    def work(source: PageSource) -> Outcome:
        try:
            grey = source.load()
            page = read_rectified(
                grey,
                lambda straight: read_page(straight, backend, rotation=settings.rotation),
                wanted=settings.rectify,
            )
            return Outcome(page, overlay=draw(grey, page) if settings.overlay else b"")
        except PocketOcrError as error:
            return Outcome(None, str(error))
        except OSError as error:
            return Outcome(None, f"{source.path}: {error.strerror or error}")
        except MemoryError:
            return Outcome(None, f"{source.path}: not enough memory for this page")
        except Exception as error:  # one page must not end a scan of a thousand
            where = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            place = f"{Path(where.filename).name}:{where.lineno}"
            return Outcome(
                None, f"{source.path}, page {source.index + 1}: please report: {said} ({place})"
            )

    return work
