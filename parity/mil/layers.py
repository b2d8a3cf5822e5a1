"""The ops with arithmetic of their own: convolution, pooling, LSTM. Parameters are MIL's."""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from parity.mil.errors import MilError

SAME = ("same", "same_lower")


def conv(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    strides: np.ndarray | None = None,
    pad_type: str = "valid",
    pad: np.ndarray | None = None,
    dilations: np.ndarray | None = None,
    groups: np.ndarray | int = 1,
) -> np.ndarray:
    """Convolution of x [N, C, *D] with weight [O, C / groups, *K]: [N, O, *D']."""
    rank = weight.ndim - 2
    steps = [1] * rank if strides is None else strides.tolist()
    holes = [1] * rank if dilations is None else dilations.tolist()
    spans = [(k - 1) * h + 1 for k, h in zip(weight.shape[2:], holes, strict=True)]
    windows = _windows(_padded(x, spans, steps, pad_type, pad), spans, steps)
    every = [slice(None)] * (2 + rank)
    windows = windows[(*every, *(slice(None, None, hole) for hole in holes))]  # N C *D' *K
    count, size = len(x), windows.shape[2 : 2 + rank]
    groups = int(groups)
    order = (0, 1, *range(2 + rank, 2 + 2 * rank), *range(2, 2 + rank))
    columns = windows.transpose(order).reshape(count, groups, -1, int(np.prod(size)))
    kernels = weight.reshape(groups, len(weight) // groups, -1)
    out = (kernels @ columns).reshape(count, len(weight), *size)
    return out if bias is None else out + bias.reshape(-1, *[1] * rank)


def max_pool(
    x: np.ndarray,
    kernel_sizes: np.ndarray,
    strides: np.ndarray | None = None,
    pad_type: str = "valid",
    pad: np.ndarray | None = None,
    ceil_mode: np.ndarray | bool = False,
) -> np.ndarray:
    """Largest value of each window."""
    windows, rank = _pooled(x, -np.inf, kernel_sizes, strides, pad_type, pad, ceil_mode)
    return windows.max(axis=tuple(range(-rank, 0)))


def avg_pool(
    x: np.ndarray,
    kernel_sizes: np.ndarray,
    strides: np.ndarray | None = None,
    pad_type: str = "valid",
    pad: np.ndarray | None = None,
    exclude_padding_from_average: np.ndarray | bool = False,
    ceil_mode: np.ndarray | bool = False,
) -> np.ndarray:
    """Mean of each window; with `exclude_padding_from_average` of its real values only."""
    windows, rank = _pooled(x, 0, kernel_sizes, strides, pad_type, pad, ceil_mode)
    axes = tuple(range(-rank, 0))
    if not exclude_padding_from_average:
        return windows.mean(axis=axes)
    real, _ = _pooled(np.ones_like(x), 0, kernel_sizes, strides, pad_type, pad, ceil_mode)
    return windows.sum(axis=axes) / real.sum(axis=axes)


def lstm(
    x: np.ndarray,
    initial_h: np.ndarray,
    initial_c: np.ndarray,
    weight_ih: np.ndarray,
    weight_hh: np.ndarray,
    bias: np.ndarray | None = None,
    weight_ih_back: np.ndarray | None = None,
    weight_hh_back: np.ndarray | None = None,
    bias_back: np.ndarray | None = None,
    direction: str = "forward",
    output_sequence: np.ndarray | bool = False,
    recurrent_activation: str = "sigmoid",
    cell_activation: str = "tanh",
    activation: str = "tanh",
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """LSTM over x [T, N, I], rows of the matrices by gate i, f, o, z (torch: i, f, z, o).

    Returns the states h of all steps [T, N, D·H] (of the last one, [1, N, D·H], unless
    `output_sequence`), and the last h and c [N, D·H]; D is 2 when bidirectional, forward first.
    """
    if (recurrent_activation, cell_activation, activation) != ("sigmoid", "tanh", "tanh"):
        raise MilError("op lstm has activations that are not evaluated")
    parts = [(weight_ih, weight_hh, bias, direction == "reverse")]
    if direction == "bidirectional":
        assert weight_ih_back is not None and weight_hh_back is not None
        parts.append((weight_ih_back, weight_hh_back, bias_back, True))
    width = weight_hh.shape[1]
    results = []
    for i, (ih, hh, b, backward) in enumerate(parts):
        own = slice(i * width, (i + 1) * width)
        results.append(_one_way(x, initial_h[:, own], initial_c[:, own], ih, hh, b, backward))
    states, h, c = (np.concatenate(one, axis=-1) for one in zip(*results, strict=True))
    return (states if output_sequence else h[None]), h, c


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(−x)), by tanh, which cannot overflow."""
    return 0.5 * np.tanh(0.5 * x) + 0.5


def _one_way(
    x: np.ndarray,
    h: np.ndarray,
    c: np.ndarray,
    ih: np.ndarray,
    hh: np.ndarray,
    bias: np.ndarray | None,
    backward: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    given = x @ ih.T  # T x N x 4H
    if bias is not None:
        given += bias
    recurrent, width = np.ascontiguousarray(hh.T), hh.shape[1]
    states = np.empty((*x.shape[:2], width), x.dtype)
    for t in reversed(range(len(x))) if backward else range(len(x)):
        gates = given[t] + h @ recurrent
        i, f, o = np.split(sigmoid(gates[:, : 3 * width]), 3, axis=1)
        c = f * c + i * np.tanh(gates[:, 3 * width :])
        h = states[t] = o * np.tanh(c)
    return states, h, c


def _padded(
    x: np.ndarray,
    spans: list[int],
    steps: list[int],
    pad_type: str,
    pad: np.ndarray | None,
    value: float = 0,
) -> np.ndarray:
    """x with its spatial axes padded as `pad_type` says."""
    if pad_type == "valid":
        return x
    if pad_type == "custom":
        sides = [(0, 0)] * len(spans) if pad is None else pad.reshape(-1, 2).tolist()
    elif pad_type in SAME:
        needs = [
            max((-(-size // step) - 1) * step + span - size, 0)
            for size, span, step in zip(x.shape[2:], spans, steps, strict=True)
        ]
        sides = [
            (n // 2, n - n // 2) if pad_type == "same" else (n - n // 2, n // 2) for n in needs
        ]
    else:
        raise MilError(f"pad_type {pad_type!r} is not evaluated")
    return np.pad(x, [(0, 0), (0, 0), *sides], constant_values=value)


def _windows(x: np.ndarray, spans: list[int], steps: list[int]) -> np.ndarray:
    """Views of all windows: [N, C, *D', *spans]."""
    view = sliding_window_view(x, spans, axis=tuple(range(2, x.ndim)))
    return view[(slice(None), slice(None), *(slice(None, None, step) for step in steps))]


def _pooled(
    x: np.ndarray,
    value: float,
    kernel_sizes: np.ndarray,
    strides: np.ndarray | None,
    pad_type: str,
    pad: np.ndarray | None,
    ceil_mode: np.ndarray | bool,
) -> tuple[np.ndarray, int]:
    if ceil_mode:
        raise MilError("pooling with ceil_mode is not evaluated")
    spans = kernel_sizes.tolist()
    steps = [1] * len(spans) if strides is None else strides.tolist()
    return _windows(_padded(x, spans, steps, pad_type, pad, value), spans, steps), len(spans)


LAYERS: dict[str, Callable[..., np.ndarray | tuple[np.ndarray, ...]]] = {
    "conv": conv,
    "max_pool": max_pool,
    "avg_pool": avg_pool,
    "lstm": lstm,
    "sigmoid": sigmoid,
}
