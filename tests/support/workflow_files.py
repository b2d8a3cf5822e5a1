"""The workflows as data: steps, the actions they use, the commands they run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))


@dataclass(frozen=True)
class Step:
    """One step of one job."""

    workflow: str
    job: str
    facts: dict[str, Any]
    environment: dict[str, str]
    """Of workflow, job and step together; values may be expressions."""
    matrix: tuple[dict[str, str], ...]
    """The job's combinations; one empty one if there is no matrix."""

    @property
    def uses(self) -> str:
        """The action without its version; empty if the step runs commands."""
        return str(self.facts.get("uses", "")).partition("@")[0].lower()

    @property
    def inputs(self) -> dict[str, Any]:
        """What the action is given."""
        return dict(self.facts.get("with", {}))

    @property
    def folder(self) -> Path:
        """Where commands run."""
        inside = self.facts.get("working-directory") or self.inputs.get("working-directory")
        return ROOT / str(inside or ".")

    @property
    def script(self) -> str:
        """Shell commands: a step's own or those an action is given."""
        return str(self.facts.get("run") or self.inputs.get("script") or "")

    def commands(self) -> Iterator[list[str]]:
        """Words of each command, variables replaced, for each combination of the matrix."""
        text = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)(^|\s)#.*$", "", self.script))
        for combination in self.matrix:
            for line in re.split(r"\n|&&|\|\||;|\|", self._expanded(text, combination)):
                words = [word.strip("\"'()") for word in line.split()]
                if words:
                    yield words

    def _expanded(self, text: str, combination: dict[str, str]) -> str:
        """The text with its variables' values; those of a running shell stay."""
        values = {name: filled(str(value), combination) for name, value in self.environment.items()}
        return re.sub(r"\$\{?(\w+)\}?", lambda match: values.get(match[1], match[0]), text)


def filled(text: str, combination: dict[str, str]) -> str:
    """An expression's text with the matrix' values."""
    return re.sub(
        r"\$\{\{\s*matrix\.(\w[\w-]*)\s*\}\}", lambda m: combination.get(m[1], m[0]), text
    )


def load(path: Path) -> dict[str, Any]:
    """A workflow as GitHub reads it: YAML 1.2, in which `on` is a word."""
    return dict(YAML(typ="safe").load(path))


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    return dict(load(path)["jobs"])


def combinations(job: dict[str, Any]) -> tuple[dict[str, str], ...]:
    matrix = dict(job.get("strategy", {}).get("matrix", {}))
    included = matrix.pop("include", None)
    if included and not matrix:
        return tuple({name: str(value) for name, value in each.items()} for each in included)
    assert not included, "a matrix with axes and `include`: teach combinations() both"
    return tuple(
        dict(zip(matrix, map(str, values), strict=True)) for values in product(*matrix.values())
    )


def steps(path: Path) -> Iterator[Step]:
    workflow = load(path)
    for name, job in workflow["jobs"].items():
        for facts in job["steps"]:
            environment = {
                **workflow.get("env", {}), **job.get("env", {}), **facts.get("env", {})
            }  # fmt: skip
            yield Step(path.name, name, dict(facts), environment, combinations(job))


STEPS = [step for path in WORKFLOWS for step in steps(path)]
