"""Decodes compressed weights: the `constexpr_*` ops, as Core ML's opsets of iOS 16 and 18 say.

Formulas from the documentation of coremltools' MIL ops (`ops/defs/iOS16/constexpr_ops.py`,
`ops/defs/iOS18/compression.py`). Results have the dtype that the program declares.
"""

from collections.abc import Callable

import numpy as np

from parity.mil.errors import MilError
from parity.mil.program import Value

PREFIX = "constexpr_"


def decode(kind: str, arguments: dict[str, Value]) -> np.ndarray:
    """The dense weights of an op, such as `constexpr_lut_to_dense`, with these arguments.

    Raises:
        MilError: an op or a form of it that is not known; names it.
    """
    if kind not in DECODERS:
        raise MilError(f"cannot decode weights stored as {kind}")
    try:
        return DECODERS[kind](**arguments)
    except TypeError as error:
        raise MilError(f"cannot decode this form of {kind}: {error}") from None


def unpack(packed: np.ndarray, bits: int, count: int) -> np.ndarray:
    """`count` unsigned integers of 1 to 8 bits as uint8; both bits and bytes from the lowest."""
    flat = np.unpackbits(packed.view(np.uint8), bitorder="little")[: count * bits]
    weights = 1 << np.arange(bits, dtype=np.uint8)
    return (flat.reshape(count, bits) * weights).sum(axis=1, dtype=np.uint8)


def signed(values: np.ndarray, bits: int) -> np.ndarray:
    """Two's complement of unsigned integers of `bits` bits, as int8."""
    half = 1 << (bits - 1)
    return ((values.astype(np.int16) ^ half) - half).astype(np.int8)


def _affine(
    quantized_data: np.ndarray, zero_point: np.ndarray, scale: np.ndarray, axis: np.ndarray
) -> np.ndarray:
    """scale · (data − zero point), both scalars or vectors along `axis`."""
    shape = [1] * quantized_data.ndim
    shape[int(axis)] = -1
    shift, factor = (v.reshape(shape).astype(np.float32) for v in (zero_point, scale))
    return ((quantized_data.astype(np.float32) - shift) * factor).astype(scale.dtype)


def _blockwise(data: np.ndarray, scale: np.ndarray, offset: np.ndarray | None = None) -> np.ndarray:
    """scale · (data − offset), one scale and offset for each block of the data."""
    dense = data.astype(np.float32)
    if offset is not None:
        dense -= _spread(offset, data.shape).astype(np.float32)
    return (dense * _spread(scale, data.shape).astype(np.float32)).astype(scale.dtype)


def _spread(blocks: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Repeats each block's value over the block."""
    for axis, size in enumerate(shape):
        blocks = np.repeat(blocks, size // blocks.shape[axis], axis)
    return blocks


def _lut(
    indices: np.ndarray,
    lut: np.ndarray,
    shape: np.ndarray | None = None,
    vector_axis: np.ndarray | None = None,
) -> np.ndarray:
    """Values by their index in a table.

    iOS 16 packs the indices and names the `shape`. iOS 18 has indices of that shape and tables
    [blocks of each axis …, entries, vector size]; here the vector size must be 1.
    """
    if shape is not None:
        bits = int(lut.size).bit_length() - 1
        return lut[unpack(indices, bits, int(np.prod(shape)))].reshape(shape)
    if lut.shape[-1] != 1:
        raise MilError(f"cannot decode palettes of vectors of {lut.shape[-1]} weights")
    table = lut[..., 0]
    blocks = [size // table.shape[axis] for axis, size in enumerate(indices.shape)]
    where = np.ogrid[tuple(slice(size) for size in indices.shape)]
    return table[(*(at // block for at, block in zip(where, blocks, strict=True)), indices)]


def _sparse(
    nonzero_data: np.ndarray, mask: np.ndarray, shape: np.ndarray | None = None
) -> np.ndarray:
    """Zeros but where the mask is set; iOS 16 packs the mask and names the `shape`."""
    if shape is not None:
        mask = unpack(mask, 1, int(np.prod(shape))).reshape(shape)
    dense = np.zeros(mask.shape, nonzero_data.dtype)
    dense[mask != 0] = nonzero_data
    return dense


def _cast(source_val: np.ndarray, output_dtype: str) -> np.ndarray:
    if output_dtype != "fp32":
        raise MilError(f"cannot decode weights cast to {output_dtype}")
    return source_val.astype(np.float32)


DECODERS: dict[str, Callable[..., np.ndarray]] = {
    "constexpr_affine_dequantize": _affine,
    "constexpr_blockwise_shift_scale": _blockwise,
    "constexpr_lut_to_dense": _lut,
    "constexpr_sparse_to_dense": _sparse,
    "constexpr_cast": _cast,
}
