"""An exported bundle in LiteRT: what a phone runs, on this machine."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from contract.bundle import read_bundle
from contract.errors import ContractError
from contract.manifest import TensorInfo
from detector.framing import contract_hash
from model.backends import check_tiles, logits_shape
from model.backends.quiet import stderr_caught
from model.calibration import Calibration


class LiteRtBackend:
    """One .tflite model of a bundle, batch 1."""

    def __init__(
        self,
        bundle: Path,
        precision: str | None = None,
        threads: int = 1,
        *,
        lexicon: bool = True,
    ) -> None:
        """Load the bundle's model of a precision, its default if that is None.

        Without `lexicon`, words are left as the net reads them.

        Raises:
            ContractError: not a whole bundle, made for another framing, no such precision, or a
                model whose input or output is not what the manifest says.
        """
        parts = read_bundle(bundle)
        if parts.manifest.contract != contract_hash():
            raise ContractError(
                f"{bundle} was made for another contract or framing than this program's: "
                "export its weights anew, or use the program's version that made it"
            )
        info = parts.manifest.model(precision)
        path = parts.model_path(precision)
        self.name = f"LiteRT {info.precision} {info.file}"
        self.charset = parts.charset
        self.tile_widths: tuple[int, ...] = (info.tile_width,)
        self.calibration = Calibration(parts.calibration)
        self.lexicon = parts.lexicon if lexicon else None
        try:
            with stderr_caught() as said:
                self._interpreter = Interpreter(model_path=str(path), num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            why = "; ".join([str(error), *said])
            raise ContractError(f"{path}: LiteRT cannot load this model ({why})") from None
        for line in said:
            print(line, file=sys.stderr)
        self._input = _index(path, self._interpreter.get_input_details(), info.input)
        self._output = _index(path, self._interpreter.get_output_details(), info.output)

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits. Static batch 1: the tiles go through one by one."""
        check_tiles(tiles, self.tile_widths)
        result = np.empty(logits_shape(len(tiles), tiles.shape[2], self.charset), np.float32)
        for tile, into in zip(tiles, result, strict=True):
            self._interpreter.set_tensor(self._input, tile[None])
            self._interpreter.invoke()
            into[:] = self._interpreter.get_tensor(self._output)[0]
        return result


def _index(path: Path, tensors: list[dict[str, Any]], info: TensorInfo) -> int:
    """Index of a model's only input or output, which must be what the manifest says."""
    found = [(np.dtype(t["dtype"]).name, tuple(map(int, t["shape"]))) for t in tensors]
    if found != [(info.dtype, info.shape)]:
        raise ContractError(
            f"{path}: its tensors are {found}, its manifest says "
            f"{info.name} {info.dtype} {list(info.shape)}: export the bundle anew"
        )
    return int(tensors[0]["index"])
