"""A small TFLite model by hand, named as the converter names, to test in no time what we add."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from contract.charset import CLASSES
from export.tflite.graph import pack

WIDTH = 32
STEPS = WIDTH // 4
WEIGHT = np.random.default_rng(0).normal(0, 0.01, (CLASSES, 32 * 4)).astype(np.float32)
BIAS = np.linspace(-1, 1, CLASSES, dtype=np.float32)
WEIGHTS = {"head.weight": WEIGHT, "head.bias": BIAS}
SCOPE = "_Named/model.network.WordNet_net"
HEAD = f"{SCOPE}/torch.nn.modules.linear.Linear_head;"

OPS = schema.BuiltinOperator
TYPES = {"uint8": schema.TensorType.UINT8, "float32": schema.TensorType.FLOAT32,
         "int32": schema.TensorType.INT32}  # fmt: skip


def small_model() -> bytes:
    """uint8 [1, 32, 32] → float32 [1, 8, 173]: a cast, a reshape and a linear layer."""
    shape = np.array([1, STEPS, 32 * 4], np.int32)
    tensors: list[tuple[str, str, list[int], np.ndarray | None]] = [
        ("serving_default_tiles", "uint8", [1, 32, WIDTH], None),
        (f"{SCOPE};", "float32", [1, 32, WIDTH], None),
        ("arith.constant", "int32", [3], shape),
        (f"{HEAD}1", "float32", [1, STEPS, 32 * 4], None),
        ("arith.constant1", "float32", [*WEIGHT.shape], WEIGHT),
        (f"{HEAD}2", "float32", [CLASSES], BIAS),
        ("serving_default_logits_output", "float32", [1, STEPS, CLASSES], None),
    ]
    ops = [(OPS.CAST, [0], [1]), (OPS.RESHAPE, [1, 2], [3]), (OPS.FULLY_CONNECTED, [3, 4, 5], [6])]
    model, graph = schema.ModelT(), schema.SubGraphT()
    model.version, model.description = 3, "MLIR Converted."
    model.operatorCodes = [
        schema.OperatorCodeT(deprecatedBuiltinCode=code, builtinCode=code) for code, _, _ in ops
    ]
    model.buffers, graph.tensors = [schema.BufferT()], []
    for name, kind, size, data in tensors:
        buffer = 0
        if data is not None:
            buffer = len(model.buffers)
            model.buffers.append(schema.BufferT(np.frombuffer(data.tobytes(), np.uint8)))
        tensor = schema.TensorT(shape=size, type=TYPES[kind], buffer=buffer, name=name)
        graph.tensors.append(tensor)
    graph.operators = [
        schema.OperatorT(opcodeIndex=i, inputs=given, outputs=made)
        for i, (_, given, made) in enumerate(ops)
    ]
    linear = graph.operators[2]
    linear.builtinOptionsType = schema.BuiltinOptions.FullyConnectedOptions
    linear.builtinOptions = schema.FullyConnectedOptionsT(keepNumDims=True)
    graph.inputs, graph.outputs, graph.name = [0], [6], "main"
    model.subgraphs = [graph]
    model.signatureDefs = [
        schema.SignatureDefT(
            [schema.TensorMapT("tiles", 0)], [schema.TensorMapT("logits", 6)], "serving_default", 0
        )
    ]
    return pack(model)
