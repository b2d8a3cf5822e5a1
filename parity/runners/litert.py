"""LiteRT: what apps on `com.google.ai.edge.litert` run."""

from importlib.metadata import version
from pathlib import Path

from contract.errors import ContractError
from model.backends.quiet import stderr_caught
from parity.runners import Logits, NetOnly, Runner
from parity.runners.interpreter import tile_by_tile


class LiteRt(NetOnly):
    """See `parity.runners.Runner`."""

    name = "litert"
    suffixes: tuple[str, ...] = (".tflite",)
    gated = True
    exact = True

    def missing(self) -> None:
        """It comes with the base install."""

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`."""
        return {"ai-edge-litert": version("ai-edge-litert")}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`."""
        from ai_edge_litert.interpreter import Interpreter

        try:
            with stderr_caught() as said:
                return tile_by_tile(Interpreter(model_path=str(model), num_threads=1))
        except (ValueError, RuntimeError) as error:
            why = "; ".join([str(error), *said])
            raise ContractError(f"{model}: LiteRT cannot load this model ({why})") from None


LITERT: Runner = LiteRt()
