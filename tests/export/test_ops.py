"""Graphs with state or foreign ops are refused, by name."""

import flatbuffers
import pytest
from ai_edge_litert import schema_py_generated as schema

from contract.errors import PocketOcrError
from export.tflite.ops import STATEFUL, check_graph, op_counts

OPS = schema.BuiltinOperator


def model(*codes: int, custom: str | None = None, variable: bool = False) -> bytes:
    """A TFLite file with one operator for each code."""
    graph = schema.ModelT()
    graph.version = 3
    graph.operatorCodes, operators = [], []
    for i, code in enumerate(codes):
        kind = schema.OperatorCodeT()
        kind.builtinCode, kind.deprecatedBuiltinCode = code, min(code, 127)
        kind.customCode = custom if code == OPS.CUSTOM else None
        graph.operatorCodes.append(kind)
        op = schema.OperatorT()
        op.opcodeIndex = i
        operators.append(op)
    tensor = schema.TensorT()
    tensor.name, tensor.isVariable = "state", variable
    subgraph = schema.SubGraphT()
    subgraph.operators, subgraph.tensors = operators, [tensor]
    graph.subgraphs = [subgraph]
    builder = flatbuffers.Builder()
    builder.Finish(graph.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def test_builtin_ops_are_counted_and_pass():
    data = model(OPS.CONV_2D, OPS.ADD, OPS.ADD, OPS.BROADCAST_TO)
    assert op_counts(data) == {"ADD": 2, "BROADCAST_TO": 1, "CONV_2D": 1}
    check_graph(data)


def test_flex_ops_are_refused():
    with pytest.raises(PocketOcrError, match="not built in: CUSTOM:FlexCTCGreedyDecoder"):
        check_graph(model(OPS.ADD, OPS.CUSTOM, custom="FlexCTCGreedyDecoder"))


@pytest.mark.parametrize("name", sorted(STATEFUL))
def test_stateful_ops_are_refused(name):
    with pytest.raises(PocketOcrError, match=f"keep state: {name}"):
        check_graph(model(OPS.ADD, getattr(OPS, name)))


def test_variable_tensors_are_refused():
    with pytest.raises(PocketOcrError, match="variable tensors: state"):
        check_graph(model(OPS.ADD, variable=True))


def test_what_is_no_model_is_refused():
    with pytest.raises(PocketOcrError, match="not a TFLite model"):
        check_graph(b"\x00" * 100)
