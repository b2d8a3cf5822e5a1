"""Kotlin that uses Android's classes, type-checked by the version of the compiler that Gradle runs.

Proves: every call fits the signatures of the stubs (see test_stubs.py), what may be null is looked
at, the app's R has what is asked of it, and there is no warning. Does not: run any of it.
"""

import re
import textwrap
from pathlib import Path

import pytest
from android_tools import APP, DEMO, compile_java, compile_library, link
from kotlin import JARS, compile_kotlin

pytestmark = pytest.mark.native


def test_the_library_and_its_tests() -> None:
    stubs, library = compile_library()
    tests = sorted((DEMO / "pocketocr/src/androidTest/kotlin").rglob("*.kt"))
    friends = f"-Xfriend-paths={library}"
    compile_kotlin("android-library-test", tests, friends, classpath=[stubs, library])


def test_the_test_module_and_the_readmes_example() -> None:
    example = JARS / "android-readme" / "TextReader.kt"
    example.parent.mkdir(parents=True, exist_ok=True)
    (block,) = re.findall(r"```kotlin\n(.*?)```", (DEMO / "README.md").read_text(), flags=re.S)
    example.write_text(textwrap.dedent(block))
    sources = [*sorted((DEMO / "parity/src").rglob("*.kt")), example]
    compile_kotlin("android-parity", sources, classpath=compile_library())


def test_the_app(tmp_path: Path) -> None:
    link(APP, tmp_path)
    resources = compile_java("android-app-r", tmp_path / "java")
    sources = sorted((APP / "kotlin").rglob("*.kt"))
    compile_kotlin("android-app", sources, classpath=[*compile_library(), resources])
