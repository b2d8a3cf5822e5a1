"""Compressed weights decode to exactly what coremltools decompresses them to."""

from functools import cache

import coremltools as ct
import coremltools.optimize.coreml as cto
import numpy as np
import pytest
from coremltools.converters.mil import Builder as mb  # noqa: N813
from mil import converted, noise, saved
from torch import nn

from parity.mil.constants import decode, signed, unpack
from parity.mil.errors import MilError
from parity.mil.package import read_program, read_spec

pytestmark = pytest.mark.filterwarnings("ignore")  # the converter warns about itself and torch

LINEAR, PALETTE = cto.OpLinearQuantizerConfig, cto.OpPalettizerConfig
PRUNED = cto.OpMagnitudePrunerConfig
BLOCKS = {"granularity": "per_block", "block_size": 8, "weight_threshold": 0}
GROUPS = {"granularity": "per_grouped_channel", "group_size": 4, "weight_threshold": 0}

FORMS = {
    "int8": (17, LINEAR("linear_symmetric", weight_threshold=0)),
    "uint8 with zero points": (17, LINEAR("linear", dtype="uint8", weight_threshold=0)),
    "int8 with zero points": (17, LINEAR("linear", weight_threshold=0)),
    "int8, one scale": (
        17,
        LINEAR("linear_symmetric", granularity="per_tensor", weight_threshold=0),
    ),
    "palette 8": (17, PALETTE("uniform", 8, weight_threshold=0)),
    "palette 6": (17, PALETTE("uniform", 6, weight_threshold=0)),
    "palette 4": (17, PALETTE("kmeans", 4, weight_threshold=0)),
    "palette 1": (17, PALETTE("kmeans", 1, weight_threshold=0)),
    "sparse": (17, PRUNED(target_sparsity=0.6, weight_threshold=0)),
    "int8 of iOS 16": (16, LINEAR("linear_symmetric", weight_threshold=0)),
    "int8 of iOS 18": (18, LINEAR("linear_symmetric", weight_threshold=0)),
    "uint8 of iOS 18 with zero points": (18, LINEAR("linear", dtype="uint8", weight_threshold=0)),
    "int4 in blocks": (18, LINEAR("linear_symmetric", dtype="int4", **BLOCKS)),
    "uint4 in blocks": (18, LINEAR("linear", dtype="uint4", **BLOCKS)),
    "palette 6 of iOS 18": (18, PALETTE("uniform", 6, weight_threshold=0)),
    "palette 3 in groups": (18, PALETTE("uniform", 3, **GROUPS)),
    "palette 2 in groups": (18, PALETTE("uniform", 2, **GROUPS)),
    "sparse of iOS 18": (18, PRUNED(target_sparsity=0.6, weight_threshold=0)),
}
KINDS = {
    16: {"int8": "affine_dequantize"},
    17: {
        "int8": "affine_dequantize",
        "uint8": "affine_dequantize",
        "palette": "lut_to_dense",
        "sparse": "sparse_to_dense",
    },
    18: {
        "int8": "blockwise_shift_scale",
        "uint8": "blockwise_shift_scale",
        "int4": "blockwise_shift_scale",
        "uint4": "blockwise_shift_scale",
        "palette": "lut_to_dense",
        "sparse": "sparse_to_dense",
    },
}


def net():
    """Convolution and linear layer with weights of 8 x 6 x 3 x 3 and 16 x 8."""
    return nn.Sequential(nn.Conv2d(8, 8, 3), nn.Flatten(2), nn.Linear(16, 8))


def weights(path):
    """Every constant tensor that an op reads, by op and parameter."""
    program = read_program(path)
    return {
        (i, op.kind, key): program.constants[names[0]]
        for i, op in enumerate(program.ops)
        for key, names in op.inputs.items()
        if names[0] in program.constants
    }


@cache
def whole(ios, fp16):
    return converted(net(), (1, 8, 6, 6), ios=ios, fp16=fp16)


SLOW = pytest.param(False, marks=pytest.mark.slow)


@pytest.mark.parametrize("fp16", [True, SLOW])
@pytest.mark.parametrize("name", FORMS)
def test_equals_decompress_weights(name, fp16, tmp_path):
    ios, form = FORMS[name]
    config = cto.OptimizationConfig(global_config=form)
    compress = {
        LINEAR: cto.linear_quantize_weights,
        PALETTE: cto.palettize_weights,
        PRUNED: cto.prune_weights,
    }[type(form)]
    model = compress(whole(ios, fp16), config)
    path = saved(model, tmp_path / "small.mlpackage")
    kinds = {op.type for op in main(read_spec(path)) if op.type.startswith("constexpr_")}
    assert kinds == {f"constexpr_{KINDS[ios][name.split()[0].rstrip(',')]}"}
    found = weights(path)
    wanted = weights(saved(cto.decompress_weights(model), tmp_path / "whole.mlpackage"))
    assert found.keys() == wanted.keys()
    assert len(found) > 4
    for key, value in found.items():
        assert np.asarray(value).dtype == np.asarray(wanted[key]).dtype, key
        assert np.array_equal(value, wanted[key]), key


def main(spec):
    function = spec.mlProgram.functions["main"]
    return function.block_specializations[function.opset].operations


@pytest.mark.parametrize("ios", [16, 18])
def test_weights_that_are_cast(ios, tmp_path):
    half = noise(3, 5).astype(np.float16)

    @mb.program([mb.TensorSpec((2, 5))], opset_version=getattr(ct.target, f"iOS{ios}"))
    def program(x):
        return mb.linear(x=x, weight=mb.constexpr_cast(source_val=half, output_dtype="fp32"))

    path = saved(converted(program, ios=ios), tmp_path / "cast.mlpackage")
    assert "constexpr_cast" in {op.type for op in main(read_spec(path))}
    (found,) = [v for k, v in weights(path).items() if k[2] == "weight"]
    assert found.dtype == np.float32
    assert np.array_equal(found, half.astype(np.float32))


def test_bits_are_unpacked_from_the_lowest():
    assert unpack(np.array([0b01101100, 0b11], np.uint8), 2, 5).tolist() == [0, 3, 2, 1, 3]
    assert unpack(np.array([0b11000001, 0b1111], np.uint8), 6, 2).tolist() == [1, 63]
    assert signed(np.array([0, 7, 8, 15], np.uint8), 4).tolist() == [0, 7, -8, -1]


def test_what_is_not_known_is_named():
    with pytest.raises(MilError, match="stored as constexpr_lut_to_sparse"):
        decode("constexpr_lut_to_sparse", {})
    with pytest.raises(MilError, match=r"this form of constexpr_cast.*'other'"):
        decode("constexpr_cast", {"source_val": np.zeros(1), "other": np.zeros(1)})
    vectors = {"indices": np.zeros((2, 2), np.uint8), "lut": np.zeros((1, 1, 4, 3))}
    with pytest.raises(MilError, match="vectors of 3 weights"):
        decode("constexpr_lut_to_dense", vectors)
