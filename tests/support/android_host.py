"""The Android library built for this machine's JVM: both JNI libraries, and the program over them.

The environment variable POCKET_OCR_HOST names another OpenCV than `python -m native.setup host`
unpacks.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from kotlin import ROOT, SMALL, STDLIB, STRICT, ToolchainError, compile_kotlin, java_home

from parity.native.recording import Recording

DEMO = ROOT / "android_demo"
LIBRARY = DEMO / "pocketocr/src/main/kotlin/com/pocketocr"
PARITY = DEMO / "parity/src/main/kotlin/com/pocketocr/parity"
PROGRAM = DEMO / "hosttest/src/com/pocketocr/hosttest"
BUILD = ROOT / "build" / "android-host"
HOST = Path(os.environ.get("POCKET_OCR_HOST", ROOT / ".cache" / "native" / "host"))
SECONDS = 1800
"""A build may take, on a machine that is busy."""


@dataclass(frozen=True)
class Jvm:
    """The program, compiled."""

    jars: tuple[Path, ...]
    libraries: Path

    def run(self, *arguments: object, options: Sequence[str] = ()) -> str:
        """What the program prints, when it succeeds.

        Raises:
            AssertionError: it fails.
        """
        command = [f"{java_home()}/bin/java", "-Xmx256m", *SMALL, *options]
        command += [f"-Djava.library.path={self.libraries}"]
        command += ["-cp", os.pathsep.join(map(str, self.jars)), "com.pocketocr.hosttest.MainKt"]
        done = subprocess.run(
            [*command, *map(str, arguments)], capture_output=True, text=True, timeout=SECONDS
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def build_libraries() -> Path:
    """The folder of libpocketocr.so and libpocketocr_parity.so, built anew where sources changed.

    Raises:
        ToolchainError: CMake, its generator or the JDK is absent.
        AssertionError: the compiler refuses the sources; the message is what it says.
    """
    tools = Path(sys.executable).parent
    for tool in ("cmake", "ninja"):
        if not (tools / tool).exists():
            raise ToolchainError(f"there is no {tool}: run `pip install 'pocket-ocr[native]'`")
    environment = os.environ | {
        "JAVA_HOME": str(java_home()),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    configure = ["cmake", "-G", "Ninja", "-S", f"{DEMO}/hosttest", "-B", f"{BUILD}"]
    configure += ["-Wno-dev", "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_PREFIX_PATH={HOST}/usr"]
    for command in (configure, ["cmake", "--build", f"{BUILD}"]):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=SECONDS
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return BUILD / "lib"


def build_jvm() -> Jvm:
    """Both libraries and the program.

    Raises:
        ToolchainError: a compiler is absent.
        AssertionError: a compiler refuses the sources; the message is what it says.
    """
    library = compile_kotlin("pocketocr", sorted(LIBRARY.glob("*.kt")), *STRICT)
    sources = sorted(PARITY.glob("*.kt")) + sorted(PROGRAM.glob("*.kt"))
    program = compile_kotlin("hosttest", sources, *STRICT, classpath=[library])
    return Jvm((STDLIB, library, program), build_libraries())


def write_recorded(
    folder: Path,
    name: str,
    grey: np.ndarray,
    recording: Recording,
    *,
    rotation: int | None = None,
    lexicon: bool = True,
) -> None:
    """Add a page, uint8 [H, W], to a folder for the program: see hosttest's Recorded.kt."""
    height, width = grey.shape
    turn = "auto" if rotation is None else rotation
    row = (name, width, height, turn, "lexicon" if lexicon else "plain")
    with (folder / "pages.tsv").open("a", encoding="utf-8") as table:
        table.write("\t".join(map(str, row)) + "\n")
    (folder / f"{name}.grey").write_bytes(grey.tobytes())
    logits = (key + made.astype("<f4").tobytes() for key, made in recording.logits.items())
    (folder / f"{name}.logits").write_bytes(b"".join(logits))


def with_texts(page: dict[str, Any]) -> dict[str, Any]:
    """The reference's page as the program writes it: with the texts of page and blocks."""
    blocks = [
        {"text": "\n".join(line["text"] for line in block["lines"]), **block}
        for block in page["blocks"]
    ]
    return {**page, "text": "\n\n".join(block["text"] for block in blocks), "blocks": blocks}
