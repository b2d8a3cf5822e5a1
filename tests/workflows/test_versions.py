"""A version that a workflow must name is the one that the build files name."""

import re
import tomllib

from workflow_files import ROOT, STEPS, WORKFLOWS, load

GRADLE = ROOT / "android_demo" / "gradle"
CATALOGUE = tomllib.loads((GRADLE / "libs.versions.toml").read_text())["versions"]


def inputs(action: str, name: str) -> set[str]:
    """What every use of an action is given."""
    return {str(step.inputs[name]) for step in STEPS if step.uses == action}


def test_gradle_is_the_wrappers():
    wrapper = (GRADLE / "wrapper" / "gradle-wrapper.properties").read_text()
    [version] = re.findall(r"gradle-([\d.]+)-bin\.zip", wrapper)
    [android] = [path for path in WORKFLOWS if path.name == "android.yml"]
    assert load(android)["env"]["GRADLE"] == version
    assert inputs("gradle/actions/setup-gradle", "gradle-version") == {"${{ env.GRADLE }}"}


def test_java_is_the_catalogues():
    assert inputs("actions/setup-java", "java-version") == {CATALOGUE["java"]}


def test_the_oldest_emulator_is_the_oldest_android_promised():
    """The matrix' numbers, as the cache's key and both runs of the emulator take them."""
    emulators = [step for step in STEPS if step.uses == "reactivecircus/android-emulator-runner"]
    assert {step.inputs["api-level"] for step in emulators} == {"${{ matrix.api }}"}
    for step in emulators:
        assert min(int(each["api"]) for each in step.matrix) == int(CATALOGUE["minSdk"])


def test_python_is_the_oldest_promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert inputs("actions/setup-python", "python-version") == {oldest}
