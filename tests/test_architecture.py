"""The house: imports point one way, torch stays in its rooms, files fit a head."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("contract", "detector", "synth", "model", "scan", "parity", "export", "pocket_ocr")
"""Each may import those before it."""
FORBIDDEN = {("pocket_ocr", name) for name in ("synth", "parity", "export")}
"""A base install has no converters, no renderer."""
USES_SYNTH = ("model/training/", "model/evaluation/", "model/__main__.py")
USES_TORCH = ("model/network.py", "model/weights.py", "model/backends/torch_net.py",
              "model/training/", "model/evaluation/", "export/",
              "parity/runners/torch_reference.py")  # fmt: skip
CONVERTERS = {"litert_torch", "ai_edge_quantizer", "coremltools"}
USES_CONVERTERS = ("export/", "parity/mil/package.py", "parity/runners/coreml.py")
"""A parity runner needs its runtime; coremltools is the reader of .mlpackage as well."""
MAX_LINES = 350

FILES = sorted(path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
pytestmark = pytest.mark.parametrize("path", FILES, ids=str)


def imported(path: Path) -> set[str]:
    """Absolute module names that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found.add(node.module)
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def test_imports_point_one_way(path):
    layer = path.parts[0]
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    upward = (tops(path) & set(LAYERS)) - allowed
    assert not upward, f"{path} imports {sorted(upward)}, which lie above {layer}"
    crossed = {name for name in tops(path) if (layer, name) in FORBIDDEN}
    assert not crossed, f"{path} imports {sorted(crossed)}"


def test_reading_needs_no_renderer(path):
    if path.parts[0] in ("model", "scan") and not path.as_posix().startswith(USES_SYNTH):
        assert "synth" not in tops(path)


def test_torch_and_converters_stay_in_their_rooms(path):
    if not path.as_posix().startswith(USES_TORCH):
        assert not tops(path) & {"torch", "safetensors"}
    if not path.as_posix().startswith(USES_CONVERTERS):
        assert not tops(path) & CONVERTERS


def test_tests_and_bench_are_not_imported(path):
    assert not tops(path) & {"tests", "bench", "pytest", "hypothesis"}


def test_files_fit_a_head(path):
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES, f"{path} has {lines} lines; split it"
