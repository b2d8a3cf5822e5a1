"""The manifest of a bundle: what a device must know to feed the net and to decode its output.

Numbers come from `contract.numbers`, so that they are written once; a device reads them here.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from contract import finding, joining, numbers, ordering
from contract.errors import ContractError
from contract.records import Pattern, dumps, json_schema, parse, prune

MANIFEST_FILE = "manifest.json"
SCHEMA_FILE = Path(__file__).with_name("manifest.schema.json")
MAJOR, MINOR = 3, 0
MANIFEST_VERSION = f"{MAJOR}.{MINOR}"
"""A reader takes its own major version; what a newer minor one adds, it ignores."""

Precision = Literal["fp32", "fp16", "dynamic-int8", "int8", "palette8", "palette6", "palette4"]
Sha256 = Annotated[str, Pattern("[0-9a-f]{64}", "a SHA-256 in hex")]
FileName = Annotated[str, Pattern("[A-Za-z0-9_][A-Za-z0-9._-]*", "a plain file name")]
Version = Annotated[str, Pattern(rf"{MAJOR}\.[0-9]+", f"a version {MAJOR}.x")]


@dataclass(frozen=True)
class TensorInfo:
    """Name, dtype (numpy's name) and static shape of a model's input or output."""

    name: str
    dtype: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class ParityInfo:
    """A model against the reference in float64, on the parity corpus; shares in percent.

    runtime: what ran it, with its version.
    tiles: of the corpus; identical: of them with equal texts; undecided: those whose margin is
        too small to promise that; only of these may texts differ.
    max_logit_error, p999_logit_error: absolute; psnr_db: the peak is the reference's range.
    agreement: of the time steps' best classes.
    rounded_fp16: the errors with every activation rounded to fp16, where the model computes in
        it; not gated: only a phone knows in which order it rounds. Else empty.
    """

    runtime: str
    tiles: int
    identical: int
    undecided: int
    max_logit_error: float
    p999_logit_error: float
    psnr_db: float
    agreement: float
    rounded_fp16: dict[str, float]


@dataclass(frozen=True)
class AccuracyInfo:
    """A model on seeded synthetic tiles of font families that the training did not see.

    words: written on them; swa: of those read right, in percent; swa_loss: how many points less
    than the reference; calibration_error: expected, of the words' confidences, 0 to 1.
    """

    tiles: int
    words: int
    swa: float
    swa_loss: float
    calibration_error: float


@dataclass(frozen=True)
class ModelInfo:
    """A model. Input: grey tile, uint8 [1, 32, W]. Output: logits, float32 [1, T, C].

    `file` may be a package, which is a folder (.mlpackage): `sha256` is then that of a text with
    a line `sha256  path` for each file in it, sorted by path, and `bytes` is their sum.
    `inputs` is a hash of all that it was made and measured with: an export that would make it
    from the same takes it over.
    """

    file: FileName
    precision: Precision
    sha256: Sha256
    bytes: int
    inputs: Sha256
    input: TensorInfo
    output: TensorInfo
    parity: ParityInfo
    accuracy: AccuracyInfo

    @property
    def tile_width(self) -> int:
        """W, the width of the input in pixels."""
        return self.input.shape[-1]


@dataclass(frozen=True)
class WeightsInfo:
    """Where the model comes from: the safetensors file's hash and the facts of its training."""

    sha256: Sha256
    training: dict[str, str | int | float]


@dataclass(frozen=True)
class CharsetInfo:
    """The charset's file (UTF-8, class 1 first), the number of classes, and CTC's blank."""

    file: FileName
    sha256: Sha256
    classes: int
    blank: int


@dataclass(frozen=True)
class LexiconInfo:
    """The lexicon's file (see `contract.lexicon`) and the number of its words."""

    file: FileName
    sha256: Sha256
    words: int


@dataclass(frozen=True)
class GoldensInfo:
    """Golden vectors (safetensors: tiles, logits of the torch reference) and their texts."""

    file: FileName
    sha256: Sha256
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """All of `manifest.json`.

    numbers: every integer of `contract.numbers`, `.finding`, `.joining`, `.ordering` by its name.
    contract: hash of contract and framing; weights and code must carry the same.
    calibration: knots (feature, confidence in per mille) of a piecewise linear map. The feature of
        a word: its characters' log-probabilities at their peaks, summed up, plus that of the least
        sure step at or beside them, in 1/1024 nat; with a lexicon, plus its bonus
        (numbers.LEXICON_..._BONUS).
    """

    manifest_version: Version
    name: str
    version: str
    contract: Sha256
    numbers: dict[str, int]
    tile_widths: tuple[int, ...]
    charset: CharsetInfo
    lexicon: LexiconInfo | None
    calibration: tuple[tuple[int, int], ...]
    models: tuple[ModelInfo, ...]
    default_precision: Precision
    weights: WeightsInfo
    corpora: dict[str, Sha256]
    tools: dict[str, str]
    goldens: GoldensInfo

    def model(self, precision: str | None = None) -> ModelInfo:
        """The model of a precision, by default the bundle's default.

        Raises:
            ContractError: the bundle does not hold that precision.
        """
        wanted = precision or self.default_precision
        for model in self.models:
            if model.precision == wanted:
                return model
        held = ", ".join(m.precision for m in self.models)
        raise ContractError(f"the bundle holds no {wanted} model, only {held}; export one")


def contract_numbers() -> dict[str, int]:
    """Every upper-case integer of `contract.numbers`, `.finding`, `.joining`, `.ordering`."""
    named = {**vars(numbers), **vars(finding), **vars(joining), **vars(ordering)}
    return {k: v for k, v in sorted(named.items()) if k.isupper() and type(v) is int}


def validate(value: object) -> Manifest:
    """The manifest that decoded JSON holds.

    Raises:
        ContractError: another version, keys missing or unknown, wrong types, or values that
            contradict each other; names the key.
    """
    if isinstance(value, dict) and _is_newer(value.get("manifest_version")):
        value = prune(Manifest, value)
    manifest = parse(Manifest, value, "")
    _check_sizes(manifest)
    return manifest


def _is_newer(version: object) -> bool:
    """Whether a manifest's version is a newer minor one.

    Raises:
        ContractError: another major version.
    """
    found = re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})", version if isinstance(version, str) else "")
    if version == 1:
        major, minor = 1, 0
    elif found:
        major, minor = map(int, found.groups())
    else:
        return False
    if major != MAJOR:
        advice = "update Pocket OCR" if major > MAJOR else "export the bundle anew"
        raise ContractError(
            f"manifest_version is {version}, this program reads {MAJOR}.x: {advice}"
        )
    return minor > MINOR


def load(path: Path) -> Manifest:
    """Read and validate a manifest file.

    Raises:
        ContractError: not JSON, or `validate` refuses it; names the file.
        OSError: the file cannot be read.
    """
    try:
        return validate(json.loads(path.read_text(encoding="utf-8")))
    except ContractError as error:
        raise ContractError(f"{path}: {error}") from None
    except ValueError as error:
        raise ContractError(f"{path} is not JSON ({error}); export the bundle anew") from None


def dump(manifest: Manifest) -> str:
    """Text of `manifest.json`; the same manifest gives the same bytes.

    Raises:
        ContractError: `validate` would refuse what it reads back.
    """
    text = dumps(manifest)
    validate(json.loads(text))
    return text


def schema() -> dict[str, Any]:
    """JSON schema of `manifest.json`; the committed copy is `contract/manifest.schema.json`."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "Pocket OCR bundle", **json_schema(Manifest)}


def _check_sizes(m: Manifest) -> None:
    """Raise a ContractError where two values contradict each other."""
    for name in ("STRIP_HEIGHT", "STEP", "LOGPROB_ONE"):
        _require(m.numbers.get(name, 0) > 0, f"numbers.{name} must be a positive integer")
    _require(0 <= m.charset.blank < m.charset.classes, "charset.blank lies outside the classes")
    for i, width in enumerate(m.tile_widths):
        fits = width > 0 and width % m.numbers["STEP"] == 0
        _require(fits, f"tile_widths[{i}] is not a positive multiple of numbers.STEP")
    knots = zip(m.calibration, m.calibration[1:], strict=False)
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in knots)
    _require(rising, "calibration must rise from knot to knot")
    for i, model in enumerate(m.models):
        _check_model(m, model, f"models[{i}]")
    kinds = {(model.precision, model.tile_width) for model in m.models}
    _require(len(kinds) == len(m.models), "models holds a precision twice")
    files = [model.file for model in m.models] + [m.charset.file, m.goldens.file, MANIFEST_FILE]
    files += [m.lexicon.file] if m.lexicon else []
    _require(len(set(files)) == len(files), "two entries name the same file")
    held = {model.precision for model in m.models}
    _require(m.default_precision in held, "default_precision is not among models")


def _check_model(m: Manifest, model: ModelInfo, key: str) -> None:
    height, step = m.numbers["STRIP_HEIGHT"], m.numbers["STEP"]
    _require(model.bytes > 0, f"{key}.bytes must be positive")
    _require(model.input.dtype == "uint8", f"{key}.input.dtype must be uint8")
    _require(model.output.dtype == "float32", f"{key}.output.dtype must be float32")
    shapes = [(1, height, width) for width in m.tile_widths]
    _require(model.input.shape in shapes, f"{key}.input.shape is no [1, STRIP_HEIGHT, tile width]")
    logits = (1, model.tile_width // step, m.charset.classes)
    _require(model.output.shape == logits, f"{key}.output.shape is not {list(logits)}")


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise ContractError(sentence)
