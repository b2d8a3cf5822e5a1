"""The glyph atlas: every accepted face's glyphs as bitmaps, memory-mapped, and its records.

atlas.json     version, em size, charset, sha256 of the other files
faces.json     one record a face, see Face
glyphs.npy     GLYPH [faces, characters]; offset -1: the face lacks the character
bitmaps.npy    uint8, flat: coverage 0..255, row by row
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contract.charset import CHARSET
from contract.errors import PocketOcrError
from synth.fonts.raster import EM, Glyph

VERSION = 1
GLYPH = np.dtype(
    [("offset", "<i8"), ("width", "<u2"), ("height", "<u2"), ("left", "<i2"), ("top", "<i2"),
     ("advance", "<i4")]
)  # fmt: skip
"""Of one glyph: place in bitmaps; in px size, bearing, height over the baseline; 26.6 advance."""

_PARTS = ("faces.json", "glyphs.npy", "bitmaps.npy")


@dataclass(frozen=True)
class Face:
    """A face's record. Heights in px at the atlas's em, measured on H, x, d, p."""

    index: int
    family: str
    family_key: str
    style_name: str
    style: str
    weight: float
    split: str
    package: str
    file: str
    sha256: str
    licence: str
    cap_height_px: int
    x_height_px: int
    ascender_px: int
    descender_px: int
    characters: int


class Atlas:
    """An open atlas. Reads nothing but the pages that are touched."""

    def __init__(self, faces: list[Face], glyphs: np.ndarray, bitmaps: np.ndarray) -> None:
        self.faces = faces
        self.glyphs = glyphs
        self.bitmaps = bitmaps

    @classmethod
    def open(cls, folder: Path) -> "Atlas":
        """Map the atlas of `folder`.

        Raises:
            PocketOcrError: it is missing, damaged, or of another version or charset.
        """
        advice = "run `python -m synth fonts` to build it"
        try:
            about = json.loads((folder / "atlas.json").read_text("utf-8"))
            records = json.loads((folder / "faces.json").read_text("utf-8"))
            faces = [Face(**record) for record in records]
            glyphs = np.load(folder / "glyphs.npy", mmap_mode="r", allow_pickle=False)
            bitmaps = np.load(folder / "bitmaps.npy", mmap_mode="r", allow_pickle=False)
        except FileNotFoundError as error:
            name = Path(error.filename).name
            raise PocketOcrError(
                f"no font atlas in {folder} ({name} is missing): {advice}"
            ) from None
        except (ValueError, TypeError, EOFError, OSError):
            raise PocketOcrError(f"the font atlas in {folder} is damaged: {advice}") from None
        if (about.get("version"), about.get("charset")) != (VERSION, CHARSET):
            raise PocketOcrError(f"the font atlas in {folder} is of another version: {advice}")
        whole = (
            glyphs.dtype == GLYPH
            and glyphs.shape == (len(faces), len(CHARSET))
            and bitmaps.dtype == np.uint8
            and about.get("bytes") == len(bitmaps)
            and about.get("glyphs_sha256") == _sha256(folder / "glyphs.npy")
        )
        if not whole:
            raise PocketOcrError(f"the font atlas in {folder} is damaged: {advice}")
        return cls(faces, glyphs, bitmaps)

    def glyph(self, face: int, char: int) -> np.ndarray:
        """uint8 [height, width], coverage of character `char` (class - 1); a view.

        Raises:
            PocketOcrError: the face lacks the character.
        """
        offset, width, height, *_ = self.glyphs[face, char].item()
        if offset < 0:
            raise PocketOcrError(f"{self.faces[face].file} has no {CHARSET[char]!r}")
        return self.bitmaps[offset : offset + width * height].reshape(height, width)

    def cumulative(self, split: str) -> tuple[np.ndarray, np.ndarray]:
        """Faces of a split (int64) and their cumulative weights (float64, the last is 1)."""
        chosen = np.array([f.index for f in self.faces if f.split == split], np.int64)
        if len(chosen) == 0:
            raise PocketOcrError(f"the font atlas has no faces for {split!r}")
        weights = np.cumsum([self.faces[i].weight for i in chosen], dtype=np.float64)
        weights /= weights[-1]
        weights[-1] = 1.0
        return chosen, weights

    def supports(self, face: int, classes: Sequence[int]) -> bool:
        """Whether the face has the characters of all these classes (>= 1)."""
        return bool((self.glyphs["offset"][face, np.asarray(classes, np.int64) - 1] >= 0).all())

    def licence_table(self) -> list[dict[str, str]]:
        """One row a face: family, style, package, file, licence, sha256."""
        keys = ("family", "style_name", "package", "file", "licence", "sha256")
        return [{k: str(getattr(face, k)) for k in keys} for face in self.faces]


def write(folder: Path, faces: Sequence[Face], glyphs: Iterable[Sequence[Glyph | None]]) -> None:
    """Write an atlas whole or not at all; `glyphs` gives each face's characters in CHARSET's order.

    The same faces and glyphs give the same bytes.
    """
    work = folder.with_name(f".{folder.name}.{os.getpid()}")
    old = work.with_name(f"{work.name}.old")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        _write_parts(work, faces, glyphs)
        if folder.exists():  # whoever has the old one open keeps it
            shutil.rmtree(old, ignore_errors=True)
            folder.replace(old)
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write_parts(
    work: Path, faces: Sequence[Face], glyphs: Iterable[Sequence[Glyph | None]]
) -> None:
    table = np.zeros((len(faces), len(CHARSET)), GLYPH)
    table["offset"] = -1
    flat, offset = work / "bitmaps.raw", 0
    with flat.open("wb") as out:
        for face, row in enumerate(glyphs):
            for char, glyph in enumerate(row):
                if glyph is None:
                    continue
                height, width = glyph.bitmap.shape
                table[face, char] = (offset, width, height, glyph.left, glyph.top, glyph.advance)
                offset += out.write(glyph.bitmap.tobytes())
    _prepend_header(flat, work / "bitmaps.npy", offset)
    np.save(work / "glyphs.npy", table, allow_pickle=False)
    _write_json(work / "faces.json", [asdict(face) for face in faces])
    about = {f"{Path(part).stem}_sha256": _sha256(work / part) for part in _PARTS}
    _write_json(
        work / "atlas.json",
        {"version": VERSION, "em_px": EM, "charset": CHARSET, "bytes": offset, **about},
    )


def _prepend_header(raw: Path, npy: Path, length: int) -> None:
    with raw.open("rb") as source, npy.open("wb") as out:
        header = {"descr": "|u1", "fortran_order": False, "shape": (length,)}
        np.lib.format.write_array_header_1_0(out, header)
        shutil.copyfileobj(source, out)
    raw.unlink()


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
