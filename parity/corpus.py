"""The committed corpus: tiles with their texts, pages with the words on them.

It needs no fonts and no network. `python -m parity.make` writes it.

    tiles/sheet.png   grey, the tiles below each other
    tiles/texts.tsv   a line a tile: its kind (see parity.degradations), its text
    pages/*.png       grey
    pages/pages.tsv   a line a page: its name, what it shows
    pages/truth.tsv   a line a word: page, line, 1 if it is light on dark, the corners of its quad
                      (x, y clockwise from the top left, page pixels), text
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from contract.errors import ContractError
from contract.files import write_whole
from contract.numbers import STRIP_HEIGHT

DATA = Path(__file__).with_name("data")
FOLDER, PAGES = DATA / "tiles", DATA / "pages"
SHEET, TEXTS = "sheet.png", "texts.tsv"
LIST, TRUTH = "pages.tsv", "truth.tsv"
ADVICE = "check it out again, or make it with `python -m parity.make`"


@dataclass(frozen=True)
class Corpus:
    """Tiles uint8 [N, 32, W], their texts, and the kind of each: how it was degraded."""

    tiles: np.ndarray
    texts: tuple[str, ...]
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.tiles)

    def take(self, which: Sequence[int] | slice) -> "Corpus":
        """Some of the tiles, by number."""
        order = range(len(self))[which] if isinstance(which, slice) else which
        return Corpus(
            self.tiles[list(order)],
            tuple(self.texts[i] for i in order),
            tuple(self.kinds[i] for i in order),
        )


@dataclass(frozen=True)
class PageWord:
    """A word that stands on a page: its line's number, polarity, quad x0, y0 … x3, y3, text."""

    line: int
    light_on_dark: bool
    quad: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class PageImage:
    """A page: grey uint8 [H, W], what it shows, and its words in reading order."""

    name: str
    grey: np.ndarray
    shows: str
    words: tuple[PageWord, ...]


def read_corpus(folder: Path = FOLDER) -> Corpus:
    """The tiles in a folder.

    Raises:
        ContractError: a file is missing or not of that form.
    """
    rows = _read_table(folder / TEXTS, 2)
    sheet = _read_png(folder / SHEET)
    if len(sheet) != STRIP_HEIGHT * len(rows):
        raise ContractError(f"{folder / SHEET} does not hold {len(rows)} tiles: {ADVICE}")
    tiles = sheet.reshape(len(rows), STRIP_HEIGHT, -1)
    return Corpus(tiles, tuple(text for _, text in rows), tuple(kind for kind, _ in rows))


def write_corpus(folder: Path, corpus: Corpus) -> None:
    """Write tiles; the same tiles give the same bytes.

    Raises:
        ContractError: a text or kind holds a tab or a line break.
        OSError: the folder cannot be written.
    """
    rows = list(zip(corpus.kinds, corpus.texts, strict=True))
    _write_table(folder / TEXTS, rows)
    _write_png(folder / SHEET, corpus.tiles.reshape(-1, corpus.tiles.shape[2]))


def read_pages(folder: Path = PAGES) -> tuple[PageImage, ...]:
    """The pages in a folder.

    Raises:
        ContractError: a file is missing or not of that form.
    """
    listed = _read_table(folder / LIST, 2)
    words: dict[str, list[PageWord]] = {name: [] for name, _ in listed}
    for page, line, light, *quad, text in _read_table(folder / TRUTH, 12):
        try:
            word = PageWord(int(line), bool(int(light)), tuple(map(int, quad)), text)
            words[page].append(word)
        except (KeyError, ValueError):
            raise ContractError(f"{folder / TRUTH} is damaged: {ADVICE}") from None
    return tuple(
        PageImage(name, _read_png(folder / f"{name}.png"), shows, tuple(words[name]))
        for name, shows in listed
    )


def write_pages(folder: Path, pages: Sequence[PageImage]) -> None:
    """Write pages; the same pages give the same bytes.

    Raises:
        ContractError: a text holds a tab or a line break.
        OSError: the folder cannot be written.
    """
    for page in pages:
        _write_png(folder / f"{page.name}.png", page.grey)
    _write_table(folder / LIST, [(page.name, page.shows) for page in pages])
    truth = [
        (page.name, str(word.line), str(int(word.light_on_dark)), *map(str, word.quad), word.text)
        for page in pages
        for word in page.words
    ]
    _write_table(folder / TRUTH, truth)


def _read_table(path: Path, columns: int) -> list[list[str]]:
    if not path.is_file():
        raise ContractError(f"{path.parent} holds no corpus ({path.name} is missing): {ADVICE}")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContractError(f"{path} is damaged: {ADVICE}") from None
    rows = [line.split("\t") for line in text.removesuffix("\n").split("\n") if text]
    if any(len(row) != columns for row in rows):
        raise ContractError(f"{path} is damaged: {ADVICE}")
    return rows


def _write_table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    if any(mark in cell for row in rows for cell in row for mark in "\t\r\n"):
        raise ContractError(f"{path.name}: a text must hold no tab and no line break")
    write_whole(path, "".join("\t".join(row) + "\n" for row in rows).encode())


def _read_png(path: Path) -> np.ndarray:
    """Grey uint8 [H, W]."""
    if not path.is_file():
        raise ContractError(f"{path.parent} holds no corpus ({path.name} is missing): {ADVICE}")
    data = np.fromfile(path, np.uint8)
    # OpenCV fills up what is cut off.
    whole = b"IEND" in data[-12:].tobytes()
    grey = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if whole else None
    if grey is None or grey.ndim != 2 or grey.dtype != np.uint8:
        raise ContractError(f"{path} is not a whole 8-bit grey PNG: {ADVICE}")
    return np.asarray(grey)


def _write_png(path: Path, grey: np.ndarray) -> None:
    png = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]
    write_whole(path, png.tobytes())
