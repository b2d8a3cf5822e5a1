"""The net for `pocket-ocr-native text --net`: tiles on standard input, logits on standard output.

    pocket-ocr-native text PAGE --bundle DIR --net "python native/tools/net.py DIR"

Reads uint32 count and uint8 [count, 32, W], answers float32 [count, T, C], all little-endian, until
its input ends. A program of its own, so that the one which calls it needs no runtime of nets: it
takes LiteRT and numpy, and nothing of this repository.
"""

import json
import sys
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter


def main(bundle: Path, precision: str | None) -> None:
    """Serve the model of a bundle that has this precision, by default the bundle's default."""
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    wanted = precision or manifest["default_precision"]
    info = next(model for model in manifest["models"] if model["precision"] == wanted)
    interpreter = Interpreter(model_path=str(bundle / info["file"]), num_threads=1)
    interpreter.allocate_tensors()
    tile_at = interpreter.get_input_details()[0]["index"]
    logits_at = interpreter.get_output_details()[0]["index"]
    shape = tuple(info["input"]["shape"])
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while header := stdin.read(4):
        count = int.from_bytes(header, "little")
        tiles = np.frombuffer(stdin.read(count * int(np.prod(shape))), np.uint8)
        for tile in tiles.reshape(count, *shape):
            interpreter.set_tensor(tile_at, tile)
            interpreter.invoke()
            stdout.write(interpreter.get_tensor(logits_at).astype("<f4").tobytes())
        stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: net.py BUNDLE [PRECISION]")
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else None)
