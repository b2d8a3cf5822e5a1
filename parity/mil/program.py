"""An ML program as plain records, free of any library of Apple's."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

Value = np.ndarray | str
"""A tensor (a scalar is one of rank 0), or a text such as the `direction` of an LSTM."""


@dataclass(frozen=True)
class Tensor:
    """What the program declares of a tensor; dtype is numpy's name, or `str`."""

    name: str
    dtype: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class Op:
    """One operation. `inputs`: names of tensors by MIL's parameter names, in the order given."""

    kind: str
    inputs: Mapping[str, tuple[str, ...]]
    outputs: tuple[Tensor, ...]


@dataclass(frozen=True)
class Program:
    """The function `main`: constants decoded, the other ops in their order."""

    inputs: tuple[Tensor, ...]
    constants: Mapping[str, Value]
    ops: tuple[Op, ...]
    outputs: tuple[str, ...]
