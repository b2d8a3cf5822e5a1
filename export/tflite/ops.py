"""Asserts what phones need of a graph: built-in ops only, and no state between two tiles."""

from contract.errors import PocketOcrError
from export.tflite.graph import op_name, parse

STATEFUL = {
    "VAR_HANDLE",
    "READ_VARIABLE",
    "ASSIGN_VARIABLE",
    "CALL_ONCE",
    "HASHTABLE",
    "HASHTABLE_FIND",
    "HASHTABLE_IMPORT",
    "HASHTABLE_SIZE",
    "SVDF",
    "RNN",
    "LSTM",
    "UNIDIRECTIONAL_SEQUENCE_RNN",
    "UNIDIRECTIONAL_SEQUENCE_LSTM",
    "BIDIRECTIONAL_SEQUENCE_RNN",
    "BIDIRECTIONAL_SEQUENCE_LSTM",
    "RANDOM_UNIFORM",
    "RANDOM_STANDARD_NORMAL",
    "MULTINOMIAL",
}
"""Built-in ops that keep variables, draw random numbers, or are fused recurrent layers."""

_CUSTOM = {"CUSTOM", "DELEGATE", "PLACEHOLDER_FOR_GREATER_OP_CODES"}


def op_counts(model: bytes) -> dict[str, int]:
    """How often each op occurs in a TFLite model, by name; custom ops as `CUSTOM:name`.

    Raises:
        PocketOcrError: not a TFLite model.
    """
    graph = parse(model)
    names = [op_name(code) for code in graph.operatorCodes]
    counts: dict[str, int] = {}
    for subgraph in graph.subgraphs:
        for op in subgraph.operators or []:
            name = names[op.opcodeIndex]
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


def check_graph(model: bytes) -> None:
    """Refuse a TFLite model with custom (Flex) ops, stateful ops or variable tensors.

    Raises:
        PocketOcrError: it has some; names them.
    """
    ops = op_counts(model)
    custom = [op for op in ops if op.split(":")[0] in _CUSTOM or op.startswith("STABLEHLO_")]
    if custom:
        raise PocketOcrError(f"the graph has ops that are not built in: {', '.join(custom)}")
    stateful = [op for op in ops if op in STATEFUL]
    if stateful:
        raise PocketOcrError(f"the graph has ops that keep state: {', '.join(stateful)}")
    variables = [
        tensor.name.decode()
        for subgraph in parse(model).subgraphs
        for tensor in subgraph.tensors
        if tensor.isVariable
    ]
    if variables:
        raise PocketOcrError(f"the graph has variable tensors: {', '.join(variables)}")
