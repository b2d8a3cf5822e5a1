"""Collect fonts, check them, weigh them, and write the atlas; `python -m synth fonts`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, TypeVar

import cv2
import numpy as np
from tqdm import tqdm

from contract.errors import PocketOcrError
from synth.fonts import atlas, licence, sources
from synth.fonts.check import Probe, probe
from synth.fonts.compare import MIN_RECOGNISED, duplicates, recognised
from synth.fonts.coverage import charset_glyphs
from synth.fonts.raster import FaceError, FontFile, Glyph
from synth.fonts.sheet import sheet
from synth.fonts.sources import Source
from synth.fonts.weigh import place

__all__ = ["Report", "build", "sheet"]

MIN_FACES_TO_COMPARE = 20
"""With fewer faces a mean glyph says nothing."""

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass
class Report:
    """What became of the font files."""

    found: int
    rejected: Counter[str]
    faces: list[atlas.Face]

    def __str__(self) -> str:
        lines = [f"{self.found:6} font files found"]
        lines += [f"{n:6} rejected: {reason}" for reason, n in self.rejected.most_common()]
        families = {face.family_key for face in self.faces}
        lines += [f"{len(self.faces):6} faces accepted, {len(families)} families"]
        for split in ("train", "test"):
            mine = [f for f in self.faces if f.split == split]
            lines += [f"{len(mine):6} for {split}, {len({f.family_key for f in mine})} families"]
            count = Counter(f.style for f in mine)
            for style, n in count.most_common():
                share = sum(f.weight for f in mine if f.style == style)
                lines += [f"{n:14} {style:<11} {share:5.1%} of the words"]
        return "\n".join(lines)


def build(
    cache: Path, which: Literal["small", "full"], folders: Sequence[Path] = (), jobs: int = 1
) -> Path:
    """Fetch what is missing, check every face, write the atlas; returns its folder.

    With folders given it goes on without packages that cannot be had.

    Raises:
        PocketOcrError: fonts cannot be fetched, a folder is missing, or no face is left.
    """
    try:
        packages = sources.fetch(cache, which)
    except PocketOcrError as error:
        if not folders:
            raise
        print(f"{error}; going on with the given folders")
        packages = sources.present(cache, which)
    found = sources.files(cache, which, packages, folders)
    if not found:
        raise PocketOcrError("no font files: give a folder of fonts with --folder")
    report, kept, order = _choose(found, jobs)
    target = cache / f"atlas-{which}"
    atlas.write(target, kept, _spread(_draw, [s.path for s in order], jobs, "drawing"))
    print(report)
    return target


def _choose(found: Sequence[Source], jobs: int) -> tuple[Report, list[atlas.Face], list[Source]]:
    results = _spread(_try, [s.path for s in found], jobs, "checking")
    rejected: Counter[str] = Counter()
    good: list[tuple[Source, Probe]] = []
    for source, result in zip(found, results, strict=True):
        if isinstance(result, str):
            rejected[result] += 1
        else:
            good.append((source, result))
    if not good:
        raise PocketOcrError("no font file is fit for use: give others with --folder")
    again = duplicates([p for _, p in good])
    rejected["same face as another"] = int(again.sum())
    good = [pair for pair, twin in zip(good, again, strict=True) if not twin]
    quality = np.ones(len(good))
    if len(good) >= MIN_FACES_TO_COMPARE:
        quality = recognised(np.stack([p.shapes for _, p in good]))
    rejected["unlike other faces"] = int((quality < MIN_RECOGNISED).sum())
    keep = [i for i, q in enumerate(quality) if q >= MIN_RECOGNISED]
    order = [good[i][0] for i in keep]
    probes = [good[i][1] for i in keep]
    places = place(probes, [s.package for s in order], [float(quality[i]) for i in keep])
    faces = [
        atlas.Face(
            index=index,
            family=p.family,
            family_key=where.family_key,
            style_name=p.style_name,
            style=where.style,
            weight=where.weight,
            split=where.split,
            package=source.package,
            file=source.path.name,
            sha256=p.sha256,
            licence=_licence(source, p),
            cap_height_px=p.cap_height,
            x_height_px=p.x_height,
            ascender_px=p.ascender,
            descender_px=p.descender,
            characters=p.characters,
        )
        for index, (source, p, where) in enumerate(zip(order, probes, places, strict=True))
    ]
    return Report(len(found), rejected, faces), faces, order


def _licence(source: Source, one: Probe) -> str:
    own = licence.in_words(one.own_licence)
    return own or (source.folder and licence.of_package(source.folder)) or licence.UNKNOWN


def _try(path: Path) -> Probe | str:
    """The probe, or the reason of the rejection."""
    try:
        return probe(path)
    except FaceError as error:
        return error.reason


def _draw(path: Path) -> list[Glyph | None]:
    return charset_glyphs(FontFile(path))


def _spread(work: Callable[[In], Out], items: Sequence[In], jobs: int, what: str) -> Iterator[Out]:
    """`work` over items in their order, in `jobs` processes, with a progress bar."""

    def bar(results: Iterable[Out]) -> Iterator[Out]:
        yield from tqdm(results, total=len(items), desc=what, unit="face", disable=None)

    if jobs <= 1:
        _one_thread()
        yield from bar(map(work, items))
        return
    with get_context("spawn").Pool(jobs, _one_thread) as pool:
        yield from bar(pool.imap(work, items, chunksize=16))


def _one_thread() -> None:
    cv2.setNumThreads(1)
