"""A small bundle for tests: consistent files, but the model's bytes are no model."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from contract.charset import CHARSET, CLASSES
from contract.lexicon import dump
from contract.manifest import MANIFEST_VERSION, contract_numbers
from synth.text.lexicon import build

MODEL = b"not a model" * 10
CHARSET_TEXT = (CHARSET + "\n").encode()
LEXICON = dump(build({"cat": 1, "cats": 2}))


def safetensors(arrays: dict[str, np.ndarray]) -> bytes:
    """Arrays of uint8 or float32 in the safetensors format."""
    header, data = {}, b""
    for name, array in arrays.items():
        raw = array.tobytes()
        kind = {"uint8": "U8", "float32": "F32"}[array.dtype.name]
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": offsets}
        data += raw
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


GOLDENS = safetensors(
    {
        "tiles": np.arange(2 * 32 * 256, dtype=np.int64).reshape(2, 32, 256).astype(np.uint8),
        "logits": np.linspace(-1, 1, 2 * 64 * CLASSES, dtype=np.float32).reshape(2, 64, CLASSES),
    }
)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest_json() -> dict[str, Any]:
    """A valid manifest as decoded JSON, fresh at each call."""
    return {
        "manifest_version": MANIFEST_VERSION,
        "name": "test",
        "version": "1.0",
        "contract": "c" * 64,
        "numbers": contract_numbers(),
        "tile_widths": [256],
        "charset": {
            "file": "charset.txt",
            "sha256": digest(CHARSET_TEXT),
            "classes": CLASSES,
            "blank": 0,
        },
        "lexicon": {"file": "lexicon.bin", "sha256": digest(LEXICON), "words": 2},
        "calibration": [[-2048, 0], [-100, 700], [0, 1000]],
        "models": [
            {
                "file": "net.tflite",
                "precision": "dynamic-int8",
                "sha256": digest(MODEL),
                "bytes": len(MODEL),
                "input": {"name": "tiles", "dtype": "uint8", "shape": [1, 32, 256]},
                "output": {"name": "logits", "dtype": "float32", "shape": [1, 64, CLASSES]},
                "inputs": "b" * 64,
                "parity": {
                    "runtime": "none",
                    "tiles": 2,
                    "identical": 2,
                    "undecided": 1,
                    "max_logit_error": 0.25,
                    "p999_logit_error": 0.1,
                    "psnr_db": 50,
                    "agreement": 99.5,
                    "rounded_fp16": {"psnr_db": 45.5},
                },
                "accuracy": {
                    "tiles": 2,
                    "words": 3,
                    "swa": 66.67,
                    "swa_loss": 0,
                    "calibration_error": 0.02,
                },
            }
        ],
        "default_precision": "dynamic-int8",
        "weights": {"sha256": "a" * 64, "training": {"samples": 3, "seconds": 1.5, "seed": "x"}},
        "corpora": {"parity": "d" * 64},
        "tools": {"torch": "2.13.0"},
        "goldens": {
            "file": "goldens.safetensors",
            "sha256": digest(GOLDENS),
            "texts": ["one", "two"],
        },
    }


def write_bundle(folder: Path, manifest: dict[str, Any] | None = None) -> Path:
    """Write a bundle; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest or manifest_json()))
    (folder / "net.tflite").write_bytes(MODEL)
    (folder / "charset.txt").write_bytes(CHARSET_TEXT)
    (folder / "lexicon.bin").write_bytes(LEXICON)
    (folder / "goldens.safetensors").write_bytes(GOLDENS)
    return folder
