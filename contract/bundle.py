"""Reads a bundle: a folder with model files, manifest, charset and golden vectors, all checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contract import manifest as manifests
from contract.errors import ContractError
from contract.lexicon import Lexicon, parse
from contract.manifest import Manifest

REMEDY = "export the bundle anew (python -m export --target tflite) or install the package again"
_DTYPES: dict[str, np.dtype] = {
    "U8": np.dtype("uint8"),
    "I32": np.dtype("<i4"),
    "F32": np.dtype("<f4"),
}


@dataclass(frozen=True)
class Goldens:
    """Tiles uint8 [G, 32, W], the torch reference's logits float32 [G, T, C], and its texts."""

    tiles: np.ndarray
    logits: np.ndarray
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """A bundle whose files are all there, with the sizes and hashes that its manifest names."""

    path: Path
    manifest: Manifest
    charset: str
    lexicon: Lexicon | None

    @property
    def calibration(self) -> tuple[tuple[int, int], ...]:
        """Knots of the word confidence's map."""
        return self.manifest.calibration

    def model_path(self, precision: str | None = None) -> Path:
        """File of the model with this precision, by default the bundle's default."""
        return self.path / self.manifest.model(precision).file

    def goldens(self) -> Goldens:
        """The golden vectors."""
        info = self.manifest.goldens
        tensors = read_safetensors(self.path / info.file)
        try:
            goldens = Goldens(tensors["tiles"], tensors["logits"], info.texts)
        except KeyError as error:
            raise ContractError(f"{self.path / info.file} lacks {error}; {REMEDY}") from None
        sizes = {len(goldens.tiles), len(goldens.logits), len(goldens.texts)}
        if len(sizes) != 1:
            raise ContractError(f"{self.path / info.file} and its texts differ in number; {REMEDY}")
        return goldens


def read_bundle(path: Path | str) -> Bundle:
    """Read the bundle in folder `path` and check every file.

    Raises:
        ContractError: the folder or a file is missing, truncated or changed, or the manifest does
            not hold together; says what to do.
    """
    folder = Path(path)
    if not (folder / manifests.MANIFEST_FILE).is_file():
        raise ContractError(f"{folder} holds no bundle (no {manifests.MANIFEST_FILE}); {REMEDY}")
    manifest = manifests.load(folder / manifests.MANIFEST_FILE)
    for model in manifest.models:
        size = _checked_size(folder / model.file, model.sha256)
        if size != model.bytes:
            raise ContractError(f"{folder / model.file} has {size} bytes, not {model.bytes}")
    _checked(folder / manifest.goldens.file, manifest.goldens.sha256)
    charset = _checked(folder / manifest.charset.file, manifest.charset.sha256)
    lexicon = None
    if manifest.lexicon:
        lexicon = parse(_checked(folder / manifest.lexicon.file, manifest.lexicon.sha256))
    return Bundle(folder, manifest, _charset(charset, manifest), lexicon)


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a model: a file, or a package; see `contract.manifest.ModelInfo`.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_dir():
        data = path.read_bytes()
        return sha256(data), len(data)
    files = {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    lines = [f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())]
    return sha256("".join(lines).encode()), sum(map(len, files.values()))


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Arrays of a safetensors file that holds uint8, int32 and float32 only.

    Format: header size (uint64, little-endian), header (JSON), then the arrays' bytes. Read here
    so that the base install needs no further package.

    Raises:
        ContractError: the file is not of that form.
    """
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    try:
        header = json.loads(data[8:start])
        header.pop("__metadata__", None)
        arrays = {}
        for name, info in header.items():
            first, last = info["data_offsets"]
            part = data[start + first : start + last]
            values: np.ndarray = np.frombuffer(part, _DTYPES[info["dtype"]])
            arrays[name] = values.reshape(info["shape"])
        return arrays
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContractError(f"{path} is not a readable safetensors file ({error})") from None


def dump_safetensors(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The safetensors file that `read_safetensors` reads; the same arrays give the same bytes.

    Raises:
        ContractError: an array is not uint8, int32 or float32.
    """
    names = {dtype: name for name, dtype in _DTYPES.items()}
    header: dict[str, object] = {}
    parts: list[bytes] = []
    end = 0
    for name, array in arrays.items():
        if array.dtype not in names:
            raise ContractError(f"{name} is {array.dtype}; it can be uint8, int32 or float32")
        parts.append(np.ascontiguousarray(array).tobytes())
        start, end = end, end + len(parts[-1])
        header[name] = {
            "dtype": names[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [start, end],
        }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(parts)


def _checked(path: Path, digest: str) -> bytes:
    """Bytes of a file that has this SHA-256."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ContractError(f"{path} is missing; {REMEDY}") from None
    if sha256(data) != digest:
        raise ContractError(f"{path} was changed or is damaged; {REMEDY}")
    return data


def _checked_size(path: Path, digest: str) -> int:
    """Size of a model that has this SHA-256."""
    if not path.is_dir():
        return len(_checked(path, digest))
    found, size = fingerprint(path)
    if found != digest:
        raise ContractError(f"{path} was changed or is damaged; {REMEDY}")
    return size


def _charset(data: bytes, manifest: Manifest) -> str:
    charset = data.decode("utf-8").removesuffix("\n")
    if len(charset) + 1 != manifest.charset.classes:
        raise ContractError(
            f"charset.classes is {manifest.charset.classes}, but {manifest.charset.file} "
            f"has {len(charset)} characters and there is one blank; {REMEDY}"
        )
    return charset
