"""A virtual environment and data for each peer, made on demand in a cache folder."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contract.errors import PocketOcrError

REQUIREMENTS = Path(__file__).parents[1] / "peers"
MINUTES = 20
"""That an installation may take."""


class MissingError(PocketOcrError):
    """A peer cannot be had here; the message is the reason."""


def python_of(environment: str, cache: Path) -> Path:
    """The Python of the environment that bench/peers/ENVIRONMENT.txt describes.

    Made anew when that file or our Python has changed, or if it was left unfinished.

    Raises:
        MissingError: it cannot be installed.
    """
    requirements = REQUIREMENTS / f"{environment}.txt"
    wanted = hashlib.sha256(f"{sys.version}\n{requirements.read_text()}".encode()).hexdigest()
    folder = cache / environment
    python, stamp = folder / "bin" / "python", folder / "complete"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"{environment}: installing into {folder}", file=sys.stderr)
        stamp.unlink(missing_ok=True)
        _run([sys.executable, "-m", "venv", "--clear", folder])
        pip = ["-m", "pip", "--disable-pip-version-check", "install", "-q"]
        _run([python, *pip, "--only-binary", ":all:", "-r", requirements])
        stamp.write_text(wanted)
    return python.absolute()  # not resolved: the link is what makes it the environment's


def tessdata(cache: Path) -> Path:
    """Folder of Tesseract's fast English model, from Debian's package `tesseract-ocr-eng`.

    Raises:
        MissingError: the package cannot be had.
    """
    target = cache / "tesseract-ocr-eng"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as part:
            _run(["apt-get", "download", "tesseract-ocr-eng"], Path(part))
            (package,) = Path(part).glob("*.deb")
            _run(["dpkg-deb", "-x", package, f"{part}/files"])
            os.replace(f"{part}/files", target)
    found = list(target.rglob("eng.traineddata"))
    if not found:
        raise MissingError(f"{target} holds no eng.traineddata: remove it and try again")
    return found[0].parent.absolute()


def _run(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    """Run a command quietly.

    Raises:
        MissingError: it failed; the message holds its last word.
    """
    name = " ".join(Path(part).name for part in command[:4])
    try:
        subprocess.run(
            command, cwd=cwd, check=True, capture_output=True, text=True, timeout=60 * MINUTES
        )
    except subprocess.CalledProcessError as error:
        raise MissingError(f"`{name}` failed: {last_line(error.stderr or error.stdout)}") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"`{name}` failed: {error}") from None


def last_line(text: str) -> str:
    """The last line that is not empty, for a message."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing"
