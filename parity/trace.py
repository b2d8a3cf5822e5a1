"""What the detector finds on a page, step by step, in integers: to compare two detectors by.

`python -m parity.trace page.png` prints it as JSON; the C++ core's `trace` prints the same.
"""

import json
import zlib
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from contract.cli import run
from contract.files import write_whole
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from detector.finding import TextLine, find_characters, string_lines
from detector.image import load_grey
from detector.regions import Regions, find_regions
from detector.rules import remove_rules
from detector.tiles import cut_tiles, tile_pixels

POLARITIES = ("dark", "light")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Trace:
    """A page's trace; dark things first, then light ones.

    Attributes:
        work: width and height of the work image.
        regions: left, top, right, bottom, area, parent; int64 [N, 6] each.
        characters, marks: boxes, int64 [N, 4] each.
        lines: from top to bottom.
        tiles: line, x, width, overlap, gap; int64 [N, 5].
        pixels: of the tiles, uint8 [N, 32, W].
    """

    work: tuple[int, int]
    regions: tuple[np.ndarray, np.ndarray]
    characters: tuple[np.ndarray, np.ndarray]
    marks: tuple[np.ndarray, np.ndarray]
    lines: tuple[TextLine, ...]
    tiles: np.ndarray
    pixels: np.ndarray

    def as_dict(self) -> dict[str, Any]:
        """All of it but the pixels, as JSON holds it."""
        return {
            "work": list(self.work),
            "regions": _both(self.regions, np.ndarray.tolist),
            "characters": _both(self.characters, np.ndarray.tolist),
            "marks": _both(self.marks, np.ndarray.tolist),
            "lines": [_line(line) for line in self.lines],
            "tiles": self.tiles.tolist(),
        }

    def summary(self) -> dict[str, Any]:
        """The lines in full; of all else how many there are and a checksum: see `checksum`."""
        return {
            "work": list(self.work),
            "regions": _both(self.regions, _counted),
            "characters": _both(self.characters, _counted),
            "marks": _both(self.marks, _counted),
            "lines": [_line(line) for line in self.lines],
            "tiles": _counted(self.tiles),
            "pixels": {"count": len(self.pixels), "crc32": zlib.crc32(self.pixels.tobytes())},
        }


def trace(grey: np.ndarray, width: int = TILE_WIDTHS[-1]) -> Trace:
    """The trace of a page, uint8 [H, W], with tiles of that width."""
    found = find_characters(grey)
    regions = find_regions(remove_rules(found.work.image))
    lines = string_lines(found)
    tiles, pixels = list[tuple[int, ...]](), list[np.ndarray]()
    for number, line in enumerate(lines):
        strip = line.strip(grey)
        for tile in cut_tiles(strip, width):
            tiles.append((number, tile.x, tile.width, tile.overlap, tile.gap))
            pixels.append(tile_pixels(strip, tile, width))
    height, across = found.work.image.shape
    return Trace(
        work=(across, height),
        regions=(_rows(regions[0]), _rows(regions[1])),
        characters=found.boxes,
        marks=found.marks,
        lines=tuple(lines),
        tiles=np.array(tiles, np.int64).reshape(-1, 5),
        pixels=np.array(pixels, np.uint8).reshape(-1, STRIP_HEIGHT, width),
    )


def checksum(rows: np.ndarray) -> int:
    """CRC-32 of integers, row by row, each as four bytes, the lowest first."""
    return zlib.crc32(rows.astype("<i4").tobytes())


def _rows(regions: Regions) -> np.ndarray:
    return np.column_stack([regions.box, regions.area, regions.parent])


def _counted(rows: np.ndarray) -> dict[str, int]:
    return {"count": len(rows), "crc32": checksum(rows)}


def _both(pair: tuple[np.ndarray, np.ndarray], form: Any) -> dict[str, Any]:
    return {name: form(rows) for name, rows in zip(POLARITIES, pair, strict=True)}


def _line(line: TextLine) -> dict[str, Any]:
    return {**vars(line), "frame": list(astuple(line.frame))}


@app.command()
def main(
    page: Annotated[Path, typer.Argument(help="Image of a page.")],
    pixels: Annotated[
        Path | None, typer.Option(help="File for the tiles' raw pixels, 32 rows each.")
    ] = None,
) -> None:
    """Print what the detector finds on a page, as JSON."""
    found = trace(load_grey(page))
    if pixels:
        write_whole(pixels, found.pixels.tobytes())
    print(json.dumps(found.as_dict()))


if __name__ == "__main__":
    run(app)
