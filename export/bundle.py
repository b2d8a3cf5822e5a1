"""Writes a bundle whole or not at all: a temporary folder beside the output, then a rename."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from contract.bundle import sha256
from contract.errors import ContractError, PocketOcrError
from contract.files import replacing_folder
from contract.lexicon import Lexicon
from contract.lexicon import dump as dump_lexicon
from contract.manifest import (
    MANIFEST_FILE,
    CharsetInfo,
    GoldensInfo,
    LexiconInfo,
    Manifest,
    dump,
)
from export.targets import Model
from model.backends.lexicons import LEXICON_FILE, NOTICE_FILE

CHARSET_FILE, GOLDENS_FILE, CARD_FILE = "charset.txt", "goldens.safetensors", "README.md"


NOTES = {
    ".mlpackage": [
        "- The input is an image: grey, 8 bits a pixel. Bring it to size yourself; Vision's own"
        " crop and scale would change what is read.",
        "- Measured by evaluating the ML program in numpy: this proves the file, not a phone's"
        " runtime. `rounded_fp16` in the manifest: the same with every activation rounded.",
    ],
}
"""What else the card says of a kind of model file."""


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `output`: see `contract.files.replacing_folder`.

    Raises:
        PocketOcrError: `output` exists and is no bundle, or cannot be written (disk full, say).
    """
    output = output.absolute()
    if output.exists() and not _replaceable(output):
        raise PocketOcrError(f"{output} exists and is no bundle; choose another --output")
    try:
        with replacing_folder(output) as fresh:
            yield fresh
    except OSError as error:
        raise PocketOcrError(f"cannot write {output}: {error.strerror}; it is as before") from error


def write_model(path: Path, model: Model) -> None:
    """Write a model's file, or its package as a folder."""
    if isinstance(model, bytes):
        _write(path, model)
        return
    for name, data in model.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        _write(path / name, data)


def take_over(source: Path, path: Path) -> None:
    """Copy a model's file or package from an earlier bundle."""
    if source.is_dir():
        shutil.copytree(source, path)
    else:
        shutil.copyfile(source, path)


def write_charset(folder: Path, charset: str, blank: int) -> CharsetInfo:
    """Write the charset, class 1 first, as one line of UTF-8."""
    data = f"{charset}\n".encode()
    _write(folder / CHARSET_FILE, data)
    return CharsetInfo(CHARSET_FILE, sha256(data), len(charset) + 1, blank)


def write_lexicon(folder: Path, lexicon: Lexicon, notice: Path) -> LexiconInfo:
    """Write the lexicon, and the notice of its words' owners if that file is there."""
    data = dump_lexicon(lexicon)
    _write(folder / LEXICON_FILE, data)
    if notice.is_file():
        _write(folder / NOTICE_FILE, notice.read_bytes())
    return LexiconInfo(LEXICON_FILE, sha256(data), lexicon.count)


def write_goldens(
    folder: Path, tiles: np.ndarray, logits: np.ndarray, texts: list[str]
) -> GoldensInfo:
    """Write golden vectors: tiles uint8 [G, 32, W], the reference's logits float32 [G, T, C]."""
    data = save({"tiles": np.ascontiguousarray(tiles), "logits": np.ascontiguousarray(logits)})
    _write(folder / GOLDENS_FILE, data)
    return GoldensInfo(GOLDENS_FILE, sha256(data), tuple(texts))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and the card that says the same to people."""
    _write(folder / MANIFEST_FILE, dump(manifest).encode())
    _write(folder / CARD_FILE, card(manifest).encode())


def _lexicon_lines(m: Manifest) -> list[str]:
    if m.lexicon is None:
        return []
    return [
        f"- `{m.lexicon.file}`: {m.lexicon.words:,} words, by which doubtful readings of pages and "
        "crops are corrected; a reader may go without. "
        f"`{NOTICE_FILE}` holds their origin and their owners' notices: keep it with them.",
    ]


def card(manifest: Manifest) -> str:
    """The bundle's README."""
    m = manifest
    rows = [
        f"| `{model.file}`{' (default)' if model.precision == m.default_precision else ''} "
        f"| {model.precision} | {model.bytes / 1e6:.2f} MB | {model.parity.max_logit_error:g} "
        f"| {model.parity.identical} of {model.parity.tiles} | {model.accuracy.swa:.2f} % "
        f"| {model.accuracy.swa_loss:+.2f} | {model.accuracy.calibration_error:.3f} |"
        for model in m.models
    ]
    first = m.models[0]
    facts = [f"- {key}: {value}" for key, value in sorted(m.weights.training.items())]
    return "\n".join(
        [
            f"# {m.name} {m.version}",
            "",
            "Reads a strip of text: a tile of grey pixels in, one row of logits per time step out.",
            "",
            "| file | precision | size | max logit error | equal texts | SWA | SWA loss, points "
            "| calibration error |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
            f"Logits and texts against the PyTorch reference on the {first.parity.tiles} tiles of "
            f"the parity corpus, by {first.parity.runtime}; SWA (single-word accuracy) on "
            f"{first.accuracy.words} words of {first.accuracy.tiles} seeded synthetic tiles.",
            "",
            f"- Input: uint8 {list(first.input.shape)}, dark text on white; no normalisation.",
            f"- Output: float32 {list(first.output.shape)}, logits: class {m.charset.blank} is "
            f"CTC's blank, class k the k-th character of `{m.charset.file}`.",
            *NOTES.get(Path(first.file).suffix, []),
            f"- `{m.goldens.file}`: {len(m.goldens.texts)} tiles and the reference's logits;"
            " a runtime must repeat them within the errors above.",
            *_lexicon_lines(m),
            f"- `{MANIFEST_FILE}`: all numbers, for programs.",
            "- Confidence of a word: sum its characters' log-probabilities at their peaks, add that"
            " of the least sure step at or beside them, look it up in `calibration` (per mille);"
            " of a word that the lexicon holds or mended, add its bonus (`numbers`) first.",
            "- Licence: Apache-2.0.",
            "",
            "## Training",
            "",
            f"- weights: SHA-256 {m.weights.sha256}",
            *facts,
            "",
        ]
    )


def _replaceable(output: Path) -> bool:
    return output.is_dir() and ((output / MANIFEST_FILE).is_file() or not any(output.iterdir()))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    if path.stat().st_size != len(data):
        raise ContractError(f"{path} was not written whole; is the disk full?")
