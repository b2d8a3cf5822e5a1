"""The workflows before three linters; each is shown to find a mistake of its kind."""

import subprocess
import sys
from pathlib import Path

import pytest
from workflow_files import FOLDER, ROOT, STEPS, WORKFLOWS

BIN = Path(sys.executable).parent
SCHEMA = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows"]
ZIZMOR = [BIN / "zizmor", "--offline", "--no-progress", "--strict-collection"]
SHELLCHECK = [BIN / "shellcheck", "--shell=bash"]
SCRIPTS = [".ci/run", *(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*_demo/scripts/*.sh", "native/**/*.sh")
    for path in sorted(ROOT.glob(pattern))
)]  # fmt: skip
MISTAKES = """\
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }}
"""


def says(command: list[str | Path], given: str = "") -> tuple[int, str]:
    done = subprocess.run(
        command, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def test_workflows_follow_the_schema():
    status, said = says([*SCHEMA, *WORKFLOWS])
    assert status == 0, said


def test_another_key_breaks_the_schema(tmp_path):
    text = WORKFLOWS[0].read_text()
    broken = tmp_path / "broken.yml"
    broken.write_text(text.replace("timeout-minutes:", "timeout:"))
    status, said = says([*SCHEMA, broken])
    assert (status, "timeout" in said) == (1, True)


def test_zizmor_finds_nothing():
    status, said = says([*ZIZMOR, FOLDER])
    assert status == 0, said


def test_zizmor_would_find_mistakes(tmp_path):
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "mistakes.yml").write_text(MISTAKES)
    status, said = says([*ZIZMOR, "--format=json", tmp_path])
    assert status != 0
    for audit in ("template-injection", "unpinned-uses", "artipacked", "dangerous-triggers"):
        assert f'"ident": "{audit}"' in said


@pytest.mark.parametrize("path", SCRIPTS)
def test_scripts_pass_shellcheck(path):
    shell = (ROOT / path).read_text().partition("\n")[0].rpartition("/")[2].rpartition(" ")[2]
    status, said = says([BIN / "shellcheck", f"--shell={shell}", ROOT / path])
    assert status == 0, said


def test_commands_pass_shellcheck():
    for script in sorted({step.script for step in STEPS} - {""}):
        status, said = says([*SHELLCHECK, "-"], script)
        assert status == 0, said


def test_shellcheck_would_find_a_mistake():
    status, said = says([*SHELLCHECK, "-"], "rm $FILE\n")
    assert (status, "SC2086" in said) == (1, True)
