"""What runtimes read on the corpus, and how it compares with the reference: records with JSON.

A `Report` is one JSON file: `python -m parity --json FILE` writes it, and
`python -m parity --runner report --from FILE` checks one that a test on a phone or emulator
wrote. A device writes a `Run` for each model file that it ran, and an empty list of results: what
a run is worth is computed here, from what was read, never taken from the file. It finds `weights`,
`sha256` and `bytes` in the bundle's manifest, `corpus` in parity/data/texts.tsv.
`parity/report.schema.json` is the schema.

    {"format_version": 1, "weights": "ac4b…", "corpus": "60a5…", "results": [], "runs": [
      {"runtime": "litert-android", "device": "Pixel 8, Android 16", "versions": {"litert": "2.1"},
       "file": "pocket-ocr-word-dynamic-int8.tflite", "precision": "dynamic-int8",
       "sha256": "df09…", "bytes": 1257152, "ms_per_tile": 1.2, "golden_error": 0.31,
       "measured": {},
       "tiles": [{"text": "ab", "chars": [[2, 3, 2, -14], [5, 5, 5, -9]]}, …],
       "pages": [{"name": "receipt-camera", "width": 900, "height": 1400, "rotation": 0,
                  "words": [{"text": "Total", "quad": [12, 40, 80, 40, 80, 60, 12, 60],
                             "confidence": 990}, …]}, …]}]}
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from contract.errors import ContractError
from contract.files import write_whole
from contract.manifest import FileName, Precision, Sha256
from contract.records import json_schema, parse

REPORT_VERSION = 1
SCHEMA_FILE = Path(__file__).with_name("report.schema.json")

Quad = tuple[int, int, int, int, int, int, int, int]
"""See `scan.page.Quad`."""
Verdict = Literal["undecided", "broken"]
GoldenState = Literal["equal", "differs", "none"]


@dataclass(frozen=True)
class TileRead:
    """What was read on a tile of the corpus.

    chars: of each character of `text`, spaces too: the first and the last time step of its run,
        both inclusive, the step of its peak, and the log-probability there in 1/1024 nat. All
        other steps are blank.
    """

    text: str
    chars: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class WordRead:
    """A word on a page: `scan.page.Word` without its characters; confidence in per mille."""

    text: str
    quad: Quad
    confidence: int


@dataclass(frozen=True)
class PageRead:
    """What was read on a page of the corpus: its words in reading order.

    name: the page's file in the corpus.
    width, height: in pixels. rotation: degrees to turn the page clockwise to set it upright.
    """

    name: FileName
    width: int
    height: int
    rotation: int
    words: tuple[WordRead, ...]

    @property
    def texts(self) -> list[str]:
        """The words' texts."""
        return [word.text for word in self.words]


@dataclass(frozen=True)
class Run:
    """What one runtime did with one model file.

    runtime: the runner's name: litert, mil; a device says litert-android, coreml-ios.
    device: the machine, in words.
    versions: of the runtime and what else matters.
    file, sha256, bytes: the model, as the bundle's manifest names it.
    ms_per_tile: CPU milliseconds of one thread; a device tells the milliseconds that passed.
    golden_error: the largest difference from the reference's logits on the bundle's goldens.
    measured: against the reference's logits on the corpus' tiles: max_logit_error,
        p999_logit_error, psnr_db. Empty where they were not at hand, as on a device.
    tiles, pages: what was read, in the corpus' order.
    """

    runtime: str
    device: str
    versions: dict[str, str]
    file: FileName
    precision: Precision
    sha256: Sha256
    bytes: int
    ms_per_tile: float
    golden_error: float
    measured: dict[str, float]
    tiles: tuple[TileRead, ...]
    pages: tuple[PageRead, ...]


@dataclass(frozen=True)
class Difference:
    """A tile whose text differs from the reference's.

    margin: the reference's decision margin, in 1/1024 nat.
    step: the first time step where the two best paths part.
    verdict: `undecided` where the margin promises nothing, else `broken`.
    """

    tile: int
    reference: str
    candidate: str
    margin: int
    step: int
    verdict: Verdict


@dataclass(frozen=True)
class WordDifference:
    """A place on a page where other words were read: the words on both sides, and a box."""

    reference: str
    candidate: str
    quad: Quad


@dataclass(frozen=True)
class PageResult:
    """A page's words against those that the reference net reads.

    words: how many the reference reads; identical: how many of them the runtime reads as well.
    golden: against the words that this very model file must give, if they are known: those that
        are committed, or that LiteRT has read with it in the same run.
    """

    name: FileName
    words: int
    identical: int
    differences: tuple[WordDifference, ...]
    golden: GoldenState


@dataclass(frozen=True)
class Result:
    """A run compared with the reference. Shares in percent.

    tiles: how many; identical: of them with equal texts; undecided: with a margin too small to
        promise that; different: undecided ones whose texts differ; broken: others that differ.
    agreement: of the time steps' best classes; swa: words read right; swa_loss: how many fewer
        than the reference's.
    verdict: misses, if `misses` names some; else passes, or reported if no gate applies.
    """

    tiles: int
    identical: int
    undecided: int
    different: int
    broken: int
    agreement: float
    swa: float
    swa_loss: float
    differences: tuple[Difference, ...]
    pages: tuple[PageResult, ...]
    misses: tuple[str, ...]
    verdict: Literal["passes", "misses", "reported"]


@dataclass(frozen=True)
class Report:
    """One JSON file.

    weights: SHA-256 of the weights that the bundle was made from.
    corpus: digest of the corpus' tiles and pages, see `parity.reference.digest`.
    results: one for each run, in their order, or none.
    """

    format_version: Literal[1]
    weights: Sha256
    corpus: Sha256
    runs: tuple[Run, ...]
    results: tuple[Result, ...]

    def pairs(self) -> list[tuple[Run, Result]]:
        """Runs with their results."""
        return list(zip(self.runs, self.results, strict=True))


def write(path: Path, report: Report) -> None:
    """Write a report's JSON, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    text = json.dumps(asdict(report), sort_keys=True, ensure_ascii=False, allow_nan=False)
    write_whole(path, f"{text}\n".encode())


def read(path: Path) -> Report:
    """Read a report.

    Raises:
        ContractError: not JSON, another format version, keys missing or unknown, or wrong types.
        OSError: the file cannot be read.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ContractError(
            f"{path} is not JSON ({error}); run the test that wrote it again"
        ) from None
    version = value.get("format_version") if isinstance(value, dict) else None
    if type(version) is int and version != REPORT_VERSION:
        raise ContractError(
            f"{path}: format_version is {version}, this program reads {REPORT_VERSION}; "
            "use a bundle, an app and a program of the same release"
        )
    try:
        return parse(Report, value, "")
    except ContractError as error:
        raise ContractError(f"{path}: {error}") from None


def schema() -> dict[str, Any]:
    """JSON schema of a report; the committed copy is `parity/report.schema.json`."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "Pocket OCR parity report", **json_schema(Report)}
