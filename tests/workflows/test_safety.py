"""What a workflow may do and reach: least rights, pinned actions, bounded time."""

import re

import pytest
from workflow_files import FOLDER, STEPS, WORKFLOWS, jobs, load

LINE = re.compile(r"\buses:\s*(\S+)[ \t]*(.*)")
PINNED = re.compile(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}")
VERSION = re.compile(r"# v\d+\.\d+\.\d+")

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def uses(text: str) -> list[tuple[str, str]]:
    """Each action with what stands behind it on its line."""
    return [(match[1], match[2].strip()) for match in LINE.finditer(text)]


def test_there_is_one_workflow_a_platform():
    assert {path.stem for path in WORKFLOWS} == {"linux", "android", "ios"}
    assert sorted(FOLDER.iterdir()) == WORKFLOWS


@each_workflow
def test_actions_are_pinned_by_commit_and_say_their_version(path):
    found = uses(path.read_text())
    assert found
    for action, comment in found:
        assert PINNED.fullmatch(action), f"{path.name}: {action} is not pinned by its commit"
        assert VERSION.fullmatch(comment), f"{path.name}: {action} has no comment `# v1.2.3`"


def test_an_action_has_one_version_everywhere():
    found = {line for path in WORKFLOWS for line in uses(path.read_text())}
    names = [re.split("[@]", action)[0] for action, _ in found]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "line",
    ["uses: actions/checkout@v6", "uses: actions/checkout@11bd719 # v4.2.2", "uses: ./here"],
)
def test_what_is_not_pinned_is_seen(line):
    [(action, _)] = uses(line)
    assert not PINNED.fullmatch(action)


@each_workflow
def test_rights_are_least_and_time_is_bounded(path):
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) == {"push", "pull_request", "workflow_dispatch"}
    assert workflow["on"]["push"]["branches"] == ["main"]
    assert workflow["concurrency"]["group"] == f"{path.stem}-${{{{ github.ref }}}}"
    assert workflow["concurrency"]["cancel-in-progress"]
    assert "secrets." not in path.read_text()
    for name, job in jobs(path).items():
        assert "permissions" not in job, f"{name} widens its rights"
        assert job["timeout-minutes"] <= 180, name


def test_checkouts_keep_no_credentials():
    found = [step for step in STEPS if step.uses == "actions/checkout"]
    assert found
    assert all(step.inputs["persist-credentials"] is False for step in found)


def test_commands_hold_no_expressions():
    """An expression is pasted into the script before a shell sees it; a variable is not."""
    assert not [step.script for step in STEPS if "${{" in step.script]


def test_reports_are_kept_when_a_job_fails():
    kept = [step for step in STEPS if step.uses == "actions/upload-artifact"]
    reports = [step for step in kept if "report" in step.inputs["name"]]
    assert {step.workflow for step in reports} == {"android.yml", "ios.yml"}
    for step in kept:
        assert step.inputs["if-no-files-found"] == "error"
    for step in reports:
        assert step.facts["if"] == "${{ !cancelled() }}"
