"""Torch modules as small `.mlpackage` folders, by the real converter."""

import shutil
from pathlib import Path
from typing import Any

import coremltools as ct
import numpy as np
import torch


def converted(
    source: Any, *shapes: tuple[int, ...], outputs: int = 1, ios: int = 17, fp16: bool = False
) -> Any:
    """The Core ML model of a torch module from x0, x1, … to y0, y1, …, or of a MIL program."""
    options: dict[str, Any] = {}
    if isinstance(source, torch.nn.Module):
        source = torch.jit.trace(source.eval(), tuple(torch.zeros(shape) for shape in shapes))
        options["inputs"] = [ct.TensorType(f"x{i}", shape=s) for i, s in enumerate(shapes)]
        options["outputs"] = [ct.TensorType(f"y{i}", dtype=np.float32) for i in range(outputs)]
    return ct.convert(
        source,
        convert_to="mlprogram",
        minimum_deployment_target=getattr(ct.target, f"iOS{ios}"),
        compute_precision=ct.precision.FLOAT16 if fp16 else ct.precision.FLOAT32,
        skip_model_load=True,
        **options,
    )


def saved(model: Any, path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    model.save(str(path))
    return path


def noise(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)
