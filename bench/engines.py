"""The engines that can be measured, and how each one's worker is started."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.environments import MissingError, python_of, tessdata
from contract.errors import ContractError

ROOT = Path(__file__).parents[1]
OURS = "pocket-ocr"
PEERS = {
    "tesseract": "Tesseract, fast eng, psm 7",
    "tesseract-psm8": "Tesseract, fast eng, psm 8",
    "ppocrv6-tiny": "PP-OCRv6 tiny",
    "ppocrv6-small": "PP-OCRv6 small",
}
"""Names and titles."""

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
    """Of a worker: ours, with one thread and our modules."""
    return os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": str(ROOT)}


def ours(bundle: Path | None, precision: str | None) -> Engine:
    """Our recogniser, from a bundle or else the first of BUNDLES.

    Raises:
        ContractError: there is none.
    """
    found = bundle or next((each for each in BUNDLES if each.exists()), None)
    if found is None or not found.exists():
        raise ContractError(
            f"there is no bundle at {found or ' or '.join(map(str, BUNDLES))}: make one with "
            "`python -m export --target tflite`, or measure the peers alone with --no-ours"
        )
    title = f"Pocket OCR, {precision or 'default'} of {found}"
    command = [sys.executable, "-m", "bench.ours", str(found.absolute()), precision or ""]
    return Engine(OURS, title, command)


def peer(name: str, cache: Path) -> Engine:
    """A peer, installed if need be.

    Raises:
        ContractError: no peer has this name.
    """
    if name not in PEERS:
        raise ContractError(f"{name} is no peer; there are {', '.join(PEERS)}")
    environment, _, variant = name.partition("-")
    try:
        command = [str(python_of(environment, cache)), "-m", f"bench.peers.{environment}"]
        if environment == "tesseract":
            command += [str(tessdata(cache)), variant.removeprefix("psm") or "7"]
        else:
            command += [variant]
    except MissingError as error:
        return Engine(name, PEERS[name], missing=str(error))
    return Engine(name, PEERS[name], command)
