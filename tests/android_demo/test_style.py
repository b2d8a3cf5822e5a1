"""ktlint over all Kotlin of the Android project, build files too: its style, and that it parses."""

from pathlib import Path

import pytest
from android_tools import DEMO, run, tool
from kotlin import java_home

pytestmark = pytest.mark.native


def ktlint(folder: Path) -> str:
    files = [str(path) for suffix in ("kt", "kts") for path in folder.rglob(f"*.{suffix}")]
    kept = [path for path in files if not {"build", ".gradle"} & set(Path(path).parts)]
    assert kept
    program = [java_home() / "bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
    config = ["--relative", "--editorconfig", DEMO / ".editorconfig"]
    return run([*program, tool("ktlint/resources/ktlint"), *config, *kept])


def test_all_kotlin_is_in_one_style() -> None:
    assert not ktlint(DEMO)


def test_another_style_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "Bad.kt").write_text("package a\nclass  Bad{\n  val  x=1 ; }\n")
    with pytest.raises(AssertionError, match="no-multi-spaces"):
        ktlint(tmp_path)
