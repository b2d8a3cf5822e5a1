"""Core ML's programs in the MIL evaluator: proves the program, not Apple's runtime."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from model.backends.quiet import stderr_caught
from parity.runners import Logits, NetOnly, Runner


class Mil(NetOnly):
    """See `parity.runners.Runner`."""

    suffixes: tuple[str, ...] = (".mlpackage",)

    def __init__(self, name: str, round_fp16: bool) -> None:
        """With `round_fp16` activations are rounded after each op that the program has in fp16.

        A phone may round so, in an order that only its runtime knows: reported, not gated.
        """
        self.name = name
        self.gated = not round_fp16
        self._round = round_fp16

    def missing(self) -> str | None:
        """See `Runner.missing`."""
        if find_spec("coremltools") is None:
            return (
                "coremltools, which reads .mlpackage, is missing: pip install 'pocket-ocr[export]'"
            )
        return None

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`: of the package's reader, and what evaluates it."""
        return {name: version(name) for name in ("coremltools", "numpy")}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`."""
        with stderr_caught():  # coremltools' packages complain about each other's versions
            from parity.mil.evaluate import MilProgram

        return MilProgram.load(model, self._round).logits


MIL: Runner = Mil("mil", round_fp16=False)
MIL_FP16: Runner = Mil("mil-fp16", round_fp16=True)
