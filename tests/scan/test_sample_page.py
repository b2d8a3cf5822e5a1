"""The command as it is installed reads the sample page: nothing is stood in for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "page.png"


def read(*options: str) -> str:
    """What the command prints; it says nothing else."""
    command = [sys.executable, "-m", "pocket_ocr", "read", str(SAMPLE), *options]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture(scope="module")
def text() -> str:
    return read()


def test_the_text(text: str) -> None:
    assert "TOTAL 112.90" in text.splitlines()


def test_the_json_holds_the_same_text(text: str) -> None:
    document = json.loads(read("--format", "json"))
    (page,) = document["pages"]
    assert (document["image"], page["rotation"]) == (str(SAMPLE), 0)
    blocks = ["\n".join(line["text"] for line in block["lines"]) for block in page["blocks"]]
    assert "\n\n".join(blocks) + "\n" == text
    lines = [line for block in page["blocks"] for line in block["lines"]]
    (total,) = [line for line in lines if line["text"] == "TOTAL 112.90"]
    assert [word["text"] for word in total["words"]] == ["TOTAL", "112.90"]
    x, y = total["quad"][::2], total["quad"][1::2]
    assert 0 <= min(x) < max(x) <= page["width"] and 0 <= min(y) < max(y) <= page["height"]
