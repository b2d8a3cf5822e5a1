"""TensorFlow Lite's interpreter: what apps on `org.tensorflow:tensorflow-lite` run."""

from importlib.util import find_spec
from pathlib import Path

from contract.errors import ContractError
from model.backends.quiet import stderr_caught
from parity.runners import Logits, NetOnly, Runner
from parity.runners.interpreter import tile_by_tile


class TensorFlowLite(NetOnly):
    """See `parity.runners.Runner`. Its kernels may be older or newer than LiteRT's."""

    name = "tensorflow"
    suffixes: tuple[str, ...] = (".tflite",)
    gated = True

    def missing(self) -> str | None:
        """See `Runner.missing`."""
        if find_spec("tensorflow") is None:
            return "TensorFlow is not installed: pip install 'pocket-ocr[tensorflow]'"
        return None

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`."""
        import tensorflow

        return {"tensorflow": tensorflow.__version__}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`."""
        try:
            with stderr_caught() as said:
                import tensorflow

                interpreter = tensorflow.lite.Interpreter(model_path=str(model), num_threads=1)
                return tile_by_tile(interpreter)
        except (ValueError, RuntimeError) as error:
            why = "; ".join([str(error), *said])
            raise ContractError(f"{model}: TensorFlow cannot load it ({why})") from None


TENSORFLOW: Runner = TensorFlowLite()
