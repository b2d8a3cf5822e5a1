"""Every op that the evaluator knows, by MIL's name; parameters are MIL's."""

from collections.abc import Callable, Sequence

import numpy as np

from parity.mil.errors import MilError
from parity.mil.layers import LAYERS

CASTS = {"int32": np.int32, "bool": np.bool_}


def cast(x: np.ndarray, dtype: str) -> np.ndarray:
    """Floats stay float64 here: the evaluator itself rounds what is declared as fp16."""
    if dtype in ("fp16", "fp32"):
        return x.astype(np.float64)
    if dtype not in CASTS:
        raise MilError(f"op cast to {dtype} is not evaluated")
    return x.astype(CASTS[dtype])


def linear(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """x [..., I] times weight [O, I], transposed, plus bias [O]."""
    out = x @ weight.T
    return out if bias is None else out + bias


def matmul(
    x: np.ndarray,
    y: np.ndarray,
    transpose_x: np.ndarray | bool = False,
    transpose_y: np.ndarray | bool = False,
) -> np.ndarray:
    """Product of the last two axes."""
    return (x.swapaxes(-1, -2) if transpose_x else x) @ (y.swapaxes(-1, -2) if transpose_y else y)


def reshape(x: np.ndarray, shape: np.ndarray) -> np.ndarray:
    """In row-major order; 0 keeps an axis, −1 takes the rest."""
    sizes = [x.shape[i] if size == 0 else size for i, size in enumerate(shape.tolist())]
    return x.reshape(sizes)


def squeeze(x: np.ndarray, axes: np.ndarray | None = None) -> np.ndarray:
    """Without the axes of size 1 that are named, or all of them."""
    return np.squeeze(x, None if axes is None else tuple(axes.tolist()))


def concat(values: Sequence[np.ndarray], axis: np.ndarray, interleave: bool = False) -> np.ndarray:
    """One after the other."""
    if interleave:
        raise MilError("op concat with interleave is not evaluated")
    return np.concatenate(values, int(axis))


def split(
    x: np.ndarray,
    axis: np.ndarray,
    num_splits: np.ndarray | None = None,
    split_sizes: np.ndarray | None = None,
) -> tuple[np.ndarray, ...]:
    """Equal parts, or parts of these sizes."""
    if split_sizes is None:
        assert num_splits is not None
        return tuple(np.split(x, int(num_splits), int(axis)))
    return tuple(np.split(x, np.cumsum(split_sizes)[:-1], int(axis)))


def slice_by_index(
    x: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    stride: np.ndarray | None = None,
    begin_mask: np.ndarray | None = None,
    end_mask: np.ndarray | None = None,
    squeeze_mask: np.ndarray | None = None,
) -> np.ndarray:
    """x[begin:end:stride]; a mask leaves a bound open, or takes one index and drops its axis."""

    def masked(mask: np.ndarray | None, axis: int) -> bool:
        return mask is not None and bool(mask[axis])

    index: list[int | slice] = []
    for axis in range(x.ndim):
        first = None if masked(begin_mask, axis) else int(begin[axis])
        last = None if masked(end_mask, axis) else int(end[axis])
        step = None if stride is None else int(stride[axis])
        single = masked(squeeze_mask, axis)
        index.append((first or 0) if single else slice(first, last, step))
    return x[tuple(index)]


def reduce_mean(
    x: np.ndarray, axes: np.ndarray | None = None, keep_dims: np.ndarray | bool = False
) -> np.ndarray:
    """Mean over axes, or over all."""
    return x.mean(None if axes is None else tuple(axes.tolist()), keepdims=bool(keep_dims))


def softmax(x: np.ndarray, axis: np.ndarray | int = -1) -> np.ndarray:
    """exp(x), divided by its sum along an axis."""
    power = np.exp(x - x.max(int(axis), keepdims=True))
    return power / power.sum(int(axis), keepdims=True)


OPS: dict[str, Callable[..., np.ndarray | tuple[np.ndarray, ...]]] = {
    **LAYERS,
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "real_div": lambda x, y: x / y,
    "relu": lambda x: np.maximum(x, 0),
    "tanh": lambda x: np.tanh(x),
    "identity": lambda x: x,
    "transpose": lambda x, perm: x.transpose(perm),
    "expand_dims": lambda x, axes: np.expand_dims(x, tuple(axes.tolist())),
    "cast": cast,
    "linear": linear,
    "matmul": matmul,
    "reshape": reshape,
    "squeeze": squeeze,
    "concat": concat,
    "stack": lambda values, axis: np.stack(values, int(axis)),
    "split": split,
    "slice_by_index": slice_by_index,
    "reduce_mean": reduce_mean,
    "softmax": softmax,
}
