"""Where the core's time goes, in instructions: the same on a busy machine as on a quiet one."""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from parity.native.machine import HOST, environment

WHOLE = "pocket_ocr::trace_page"
STEPS = {
    "MSER": "pocket_ocr::Mser::find",
    "regions, with MSER": "pocket_ocr::find_regions",
    "work image": "pocket_ocr::work_image",
    "rules": "pocket_ocr::remove_rules",
}
"""What to name of `pocket-ocr-native trace`, and the functions that do it."""
_LINE = re.compile(r"^\s*([\d,]+) .*?\?\?\?:([\w:]+)\(")


def instructions(page: Path, bundle: Path) -> dict[str, float] | None:
    """Percent of the instructions from page to tiles by step of STEPS, by valgrind's callgrind.

    None if valgrind or the core is not here, or has no names of functions.
    """
    if shutil.which("valgrind") is None or HOST.missing():
        return None
    with TemporaryDirectory() as folder:
        counts = Path(folder, "counts")
        command: list[str | Path] = [
            "valgrind",
            "--tool=callgrind",
            f"--callgrind-out-file={counts}",
            HOST.tool,
        ]
        command += ["trace", page, "--bundle", bundle.absolute()]
        annotate: list[str | Path] = [
            "callgrind_annotate",
            "--inclusive=yes",
            "--threshold=100",
            counts,
        ]
        for each in (command, annotate):
            done = subprocess.run(each, env=environment(), capture_output=True, text=True)
            if done.returncode:
                return None
    return shares(done.stdout)


def shares(annotated: str) -> dict[str, float] | None:
    """What callgrind_annotate's inclusive list says of STEPS; None if it does not name them."""
    found: dict[str, int] = {}
    for line in annotated.splitlines():
        if match := _LINE.match(line):
            found.setdefault(match[2], int(match[1].replace(",", "")))
    if WHOLE not in found:
        return None
    return {
        step: round(100 * found[function] / found[WHOLE], 1)
        for step, function in STEPS.items()
        if function in found
    }
