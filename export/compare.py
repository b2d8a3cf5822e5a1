"""Is a bundle what its weights give? `python -m export.compare REBUILT SHIPPED`.

On one kind of machine an export repeats byte for byte. Another CPU may fold constants with other
last bits; then the two models must agree on the golden tiles within the mode's own error.
"""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from contract.bundle import Bundle, read_bundle
from contract.cli import run
from contract.errors import PocketOcrError
from contract.manifest import ModelInfo
from export.targets import TARGETS, Target, target
from parity.gates import FP32_MAX_ERROR

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

REFERENCE_TOLERANCE = 1e-3
"""The torch reference's logits on two CPUs differ by last bits only."""


@app.command()
def main(
    rebuilt: Annotated[Path, typer.Argument(help="Bundle that was exported just now.")],
    shipped: Annotated[Path, typer.Argument(help="Bundle that must equal it.")],
) -> None:
    """Compare two bundles; exit code 2 if they differ."""
    for line in compare(read_bundle(rebuilt), read_bundle(shipped)):
        print(line)


def compare(rebuilt: Bundle, shipped: Bundle) -> list[str]:
    """A line for each model: identical bytes, or how far apart on the golden tiles.

    Raises:
        PocketOcrError: they differ in what the manifest promises, or by more than the mode's error.
    """
    for key in ("contract", "numbers", "tile_widths", "charset", "lexicon", "calibration",
                "weights", "default_precision", "version"):  # fmt: skip
        if getattr(rebuilt.manifest, key) != getattr(shipped.manifest, key):
            raise PocketOcrError(f"the bundles differ in {key}; export the shipped one anew")
    mine, theirs = rebuilt.goldens(), shipped.goldens()
    if mine.texts != theirs.texts or not np.array_equal(mine.tiles, theirs.tiles):
        raise PocketOcrError("the bundles' golden tiles differ; export the shipped one anew")
    if np.abs(mine.logits - theirs.logits).max() > REFERENCE_TOLERANCE:
        raise PocketOcrError("the bundles' golden logits differ; export the shipped one anew")
    kinds = [(m.precision, m.input, m.output) for m in rebuilt.manifest.models]
    if kinds != [(m.precision, m.input, m.output) for m in shipped.manifest.models]:
        raise PocketOcrError("the bundles hold different models; export the shipped one anew")
    pairs = zip(rebuilt.manifest.models, shipped.manifest.models, strict=True)
    return [_compare_models(rebuilt, shipped, a, b) for a, b in pairs]


def _compare_models(rebuilt: Bundle, shipped: Bundle, a: ModelInfo, b: ModelInfo) -> str:
    if a.sha256 == b.sha256:
        return f"{a.file}: identical, {a.bytes:,} bytes"
    kind = _target_of(a.file)
    tiles = shipped.goldens().tiles
    outputs = [kind.runner.open(x.path / m.file)(tiles) for x, m in ((rebuilt, a), (shipped, b))]
    apart = float(np.abs(outputs[0] - outputs[1]).max())
    bound = max(b.parity.max_logit_error, FP32_MAX_ERROR)
    if apart > bound:
        raise PocketOcrError(
            f"{a.file}: logits {apart:.3g} apart, more than the mode's error {bound:.3g}; "
            "export the shipped bundle anew"
        )
    return f"{a.file}: other bytes, logits {apart:.3g} apart (the mode's error is {bound:.3g})"


def _target_of(file: str) -> Target:
    for name in TARGETS:
        found = target(name)
        if file.endswith(found.suffix):
            return found
    raise PocketOcrError(f"{file}: no target writes such files")


if __name__ == "__main__":
    run(app)
