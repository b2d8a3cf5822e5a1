"""Changes of a page, uint8 BGR [H, W, 3] → [h, w, 3]: the same page gives the same bytes."""

from collections.abc import Callable, Sequence
from functools import partial, reduce

import cv2
import numpy as np

Change = Callable[[np.ndarray], np.ndarray]

SEED = 0
WHITE, TABLE = (255, 255, 255), (38, 44, 52)
"""Of paper around a turned page, and of a dark table; BGR."""


def _rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


def _bytes(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def scaled(page: np.ndarray, factor: float) -> np.ndarray:
    """So many times as large."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(page, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def turned(page: np.ndarray, degrees: float) -> np.ndarray:
    """Anticlockwise, on a sheet that holds all of it."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    sine, cosine = abs(matrix[0, 1]), abs(matrix[0, 0])
    size = round(height * sine + width * cosine), round(height * cosine + width * sine)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    seen = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=WHITE)
    return np.asarray(seen, np.uint8)


def sheared(page: np.ndarray, share: float, around: np.ndarray | None = None) -> np.ndarray:
    """Seen from aside: its corners move by up to that share of the shorter side.

    Args:
        page: the page.
        share: of the shorter side.
        around: uint8 [h, w, 3], what the page lies in the middle of; nothing.
    """
    height, width = page.shape[:2]
    tall, wide = (height, width) if around is None else around.shape[:2]
    move = share * min(height, width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moves = np.array([[1, 0], [-1, 0], [0.3, 0], [0, -0.5]], np.float32) * move
    middle = np.array([(wide - width) / 2, (tall - height) / 2], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, corners + moves + middle)
    seen = cv2.warpPerspective(page, matrix, (wide, tall), flags=cv2.INTER_CUBIC, borderValue=WHITE)
    if around is None:
        return np.asarray(seen, np.uint8)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (wide, tall))
    return _bytes(around + (seen.astype(np.float32) - around) * mask[..., None])


def dimmed(page: np.ndarray, least: float) -> np.ndarray:
    """Light that falls off from one corner to the opposite one, to that share."""
    y, x = (np.linspace(0, 1, n, dtype=np.float32) for n in page.shape[:2])
    light = 1 - (1 - least) * (y[:, None] + x) / 2
    return _bytes(page * light[..., None])


def shadowed(page: np.ndarray, least: float) -> np.ndarray:
    """A soft shadow over its right part, which leaves that share of the light."""
    x = np.linspace(0, 1, page.shape[1], dtype=np.float32)
    light = 1 - (1 - least) / (1 + np.exp(-40 * (x - 0.55)))
    return _bytes(page * light[None, :, None])


def faded(page: np.ndarray, share: float) -> np.ndarray:
    """Ink of so much of its contrast to the paper, which is the median of the page."""
    paper = np.median(page[::7, ::7].reshape(-1, 3), axis=0).astype(np.float32)
    return _bytes(paper + (page - paper) * share)


def coloured(page: np.ndarray, ink: tuple[int, ...], paper: tuple[int, ...]) -> np.ndarray:
    """Black becomes one colour, white another, BGR."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32)[..., None] / 255
    return _bytes(np.array(ink) * (1 - grey) + np.array(paper) * grey)


def inverted(page: np.ndarray) -> np.ndarray:
    """Light on dark."""
    return 255 - page


def banded(page: np.ndarray) -> np.ndarray:
    """Every third of twelve bands light on dark."""
    result, height = page.copy(), len(page)
    for band in range(0, 12, 3):
        rows = slice(height * band // 12, height * (band + 1) // 12)
        result[rows] = 255 - page[rows]
    return result


def noisy(page: np.ndarray, deviation: float) -> np.ndarray:
    """Noise of a standard deviation in grey levels."""
    return _bytes(page + _rng().normal(0, deviation, (*page.shape[:2], 1)))


def salted(page: np.ndarray, share: float) -> np.ndarray:
    """That share of the pixels white or black."""
    draw, result = _rng().random(page.shape[:2]), page.copy()
    result[draw < share / 2] = 0
    result[draw > 1 - share / 2] = 255
    return result


def blurred(page: np.ndarray, sigma: float) -> np.ndarray:
    """Out of focus, in pixels."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8)


def shaken(page: np.ndarray, length: int) -> np.ndarray:
    """Moved along its rows while it was taken, in pixels."""
    return np.asarray(cv2.blur(page, (length, 1)), np.uint8)


def compressed(page: np.ndarray, quality: int) -> np.ndarray:
    """As JPEG."""
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def two_toned(page: np.ndarray) -> np.ndarray:
    """As a fax: 1 bit a pixel."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    _, bits = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(cv2.cvtColor(bits, cv2.COLOR_GRAY2BGR), np.uint8)


def photographed(page: np.ndarray, wood: bool) -> np.ndarray:
    """Turned and seen from aside on a table, with light from one corner."""
    sheet = turned(page, 4)
    height, width = sheet.shape[:2]
    tall, wide = round(height * 1.24), round(width * 1.4)
    table = np.full((tall, wide, 3), TABLE, np.float32)
    if wood:
        rng = _rng()
        bend = cv2.GaussianBlur(rng.normal(0, 1, (tall, wide)), (0, 0), 40)
        grain = 14 * np.sin((np.arange(tall)[:, None] + 500 * bend) / 7)
        grain += rng.normal(0, 6, (tall, wide))
        table = np.array((60, 92, 130), np.float32) + grain[..., None].astype(np.float32)
    return dimmed(sheared(sheet, 0.03, _bytes(table)), 0.6)


def together(page: np.ndarray, changes: Sequence[Change]) -> np.ndarray:
    """One change after the other."""
    return reduce(lambda seen, change: change(seen), changes, page)


ON_WOOD = partial(photographed, wood=True)

CHANGES: dict[str, Change] = {
    "as-is": np.copy,
    "size-50": partial(scaled, factor=0.5),
    "size-70": partial(scaled, factor=0.7),
    "size-250": partial(scaled, factor=2.5),
    "turned-3": partial(turned, degrees=3),
    "turned-7": partial(turned, degrees=7),
    "turned-12": partial(turned, degrees=-12),
    "turned-90": partial(turned, degrees=90),
    "aside": partial(sheared, share=0.08),
    "dim-corner": partial(dimmed, least=0.2),
    "shadow": partial(shadowed, least=0.4),
    "ink-25": partial(faded, share=0.25),
    "ink-12": partial(faded, share=0.12),
    "red-ink": partial(coloured, ink=(60, 60, 215), paper=(250, 250, 250)),
    "yellow-paper": partial(coloured, ink=(30, 30, 30), paper=(120, 225, 245)),
    "white-on-black": inverted,
    "dark-bands": banded,
    "noise-12": partial(noisy, deviation=12),
    "noise-25": partial(noisy, deviation=25),
    "salt-2": partial(salted, share=0.02),
    "blur-1": partial(blurred, sigma=1),
    "blur-1.6": partial(blurred, sigma=1.6),
    "motion-5": partial(shaken, length=5),
    "jpeg-10": partial(compressed, quality=10),
    "fax": two_toned,
    "dark-table": partial(photographed, wood=False),
    "wood": ON_WOOD,
    "phone": partial(together, changes=(
        ON_WOOD, partial(blurred, sigma=0.8), partial(noisy, deviation=8),
        partial(compressed, quality=50),
    )),
    "pale-photo": partial(together, changes=(partial(faded, share=0.35), ON_WOOD)),
}  # fmt: skip
"""By name; the first leaves the page as it is."""
