"""What a workflow names is in the repository: targets, modules, files, Gradle's projects."""

import re
import tomllib
from pathlib import Path

import pytest
from workflow_files import ROOT, STEPS, WORKFLOWS, Step, load

MADE = {".cache", ".venv", "build"}
"""Folders that commands make, wherever they lie."""
TARGETS = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
GRADLE, XCODE = ROOT / "android_demo", ROOT / "ios_demo"
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def absent(words: list[str], folder: Path) -> list[str]:
    """What a command names that is not there."""
    words = [word for word in words if word not in ("sudo", "exec")]
    if words[:2] == ["bash", "-c"]:
        words = words[2:]
    lost = []
    if words[0] == "make":
        lost = [f"target {word}" for word in words[1:] if "=" not in word and word not in TARGETS]
    if "-m" in words and Path(words[0]).name.startswith("python"):
        lost += [] if is_module(words[words.index("-m") + 1]) else [f"module of {words}"]
    if words[0] == "gradle":
        lost += [f"project {name}" for name in projects(words) if not (GRADLE / name).is_dir()]
    if "-scheme" in words:
        scheme = words[words.index("-scheme") + 1]
        lost += [] if any(XCODE.rglob(f"{scheme}.xcscheme")) else [f"scheme {scheme}"]
    for extras in re.findall(r"(?m)^\.\[(.+)\]$", "\n".join(words)):
        lost += [f"extra {e}" for e in extras.split(",") if e not in EXTRAS]
    return lost + [word for word in words if is_path(word) and not (folder / word).exists()]


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    ours = (ROOT / name.split(".")[0]).is_dir()
    return not ours or path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def projects(words: list[str]) -> list[str]:
    """Of Gradle's tasks such as `:app:assembleRelease`."""
    return [word.split(":")[1] for word in words if re.fullmatch(r":\w+:\w+", word)]


def is_path(word: str) -> bool:
    """Whether a word names something in the repository that no command makes."""
    folder, slash, _ = word.partition("/")
    if not folder or MADE & set(word.split("/")) or "$" in word or "*" in word:
        return False
    return folder == "." or (bool(slash) and (ROOT / folder).is_dir())


@pytest.mark.parametrize(
    "step", [s for s in STEPS if s.script], ids=lambda s: f"{s.workflow}-{s.job}"
)
def test_what_commands_name_exists(step: Step):
    found = list(step.commands())
    assert found
    assert not [lost for words in found for lost in absent(words, step.folder)]


@pytest.mark.parametrize(
    "command",
    [
        "make nothing",
        "bash -c make test nothing",
        "python -m parity.nothing --runner x",
        ".venv/bin/python -m native.nothing",
        "python -m pip install -e .[train,nothing]",
        "gradle :nothing:assembleRelease",
        "xcodebuild build -scheme Nothing",
        "sh native/nothing.sh",
        "./nothing",
    ],
)
def test_what_does_not_exist_is_seen(command):
    assert absent(command.split(), ROOT)


@pytest.mark.parametrize(
    "command",
    ["make test WORKERS=4", "python -m pytest", "python -m parity --from build/report.json"],
)
def test_what_exists_is_accepted(command):
    assert not absent(command.split(), ROOT)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_filters_and_keys_name_files(path):
    """A filter that matches nothing never starts a workflow; such a cache never changes."""
    keys = re.findall(r"hashFiles\(([^)]*)\)", path.read_text())
    patterns = [pattern for key in keys for pattern in re.findall(r"'([^']+)'", key)]
    for event in load(path)["on"].values():
        patterns += (event or {}).get("paths", [])
    assert patterns
    for pattern in patterns:
        files = f"{pattern}/*" if pattern.endswith("**") else pattern
        assert any(ROOT.glob(files)), f"{path.name}: nothing is called {pattern}"


def test_both_events_have_one_filter():
    for path in WORKFLOWS:
        events = load(path)["on"]
        assert events["push"].get("paths") == (events["pull_request"] or {}).get("paths")


def test_devices_write_the_reports_that_are_compared():
    """By the name of a file on Android, of a variable that names one on iOS."""
    kotlin = "".join(path.read_text() for path in GRADLE.glob("parity/src/androidTest/**/*.kt"))
    swift = "".join(path.read_text() for path in XCODE.glob("ParityTests/*.swift"))
    [pattern] = [m for s in STEPS for m in re.findall(r"find \S+ -name (\S+\.json)\)", s.script)]
    assert f'"{pattern}"' in kotlin
    given = [name for step in STEPS for name in step.environment if name.startswith("TEST_RUNNER_")]
    assert given
    assert all(f'"{name.removeprefix("TEST_RUNNER_")}"' in swift for name in given)
