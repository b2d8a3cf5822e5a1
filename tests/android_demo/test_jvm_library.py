"""What libpocketocr.so shows: the functions that Kotlin declares, in segments of 16 KB."""

import re
import subprocess

import pytest
from android_host import DEMO, Jvm

KOTLIN = {
    "libpocketocr.so": DEMO / "pocketocr/src/main/kotlin/com/pocketocr/Native.kt",
    "libpocketocr_parity.so": DEMO / "parity/src/main/kotlin/com/pocketocr/parity/ParityNative.kt",
}
CPP = {
    "libpocketocr.so": DEMO / "pocketocr/src/main/cpp/native.cpp",
    "libpocketocr_parity.so": DEMO / "parity/src/main/cpp/parity.cpp",
}
PAGE = 16384


def declared(library: str) -> set[str]:
    """Symbols of the functions that Kotlin declares."""
    text = KOTLIN[library].read_text(encoding="utf-8")
    package = re.search(r"^package (.+)$", text, re.M)[1].replace(".", "_")
    name = re.search(r"^internal object (\w+)", text, re.M)[1]
    return {f"Java_{package}_{name}_{each}" for each in re.findall(r"external fun (\w+)", text)}


@pytest.mark.parametrize("library", KOTLIN)
def test_kotlin_and_c_plus_plus_have_the_same_functions(library: str):
    text = CPP[library].read_text(encoding="utf-8")
    prefix = re.search(r"^#define NATIVE.* (Java_\w+_)##name$", text, re.M)[1]
    defined = {prefix + name for name in re.findall(r"^NATIVE\(\w+, (\w+)\)", text, re.M)}
    assert defined == declared(library)


@pytest.mark.native
@pytest.mark.parametrize("library", KOTLIN)
def test_nothing_else_is_seen(jvm: Jvm, library: str):
    said = subprocess.run(
        ["nm", "-D", "--defined-only", jvm.libraries / library],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {line.split()[-1] for line in said.splitlines()} == declared(library)


@pytest.mark.native
@pytest.mark.parametrize("library", KOTLIN)
def test_segments_are_aligned_to_16_kb(jvm: Jvm, library: str):
    said = subprocess.run(
        ["readelf", "-lW", jvm.libraries / library], capture_output=True, text=True, check=True
    ).stdout
    loads = [line.split() for line in said.splitlines() if line.strip().startswith("LOAD")]
    assert loads
    assert {int(fields[-1], 16) for fields in loads} == {PAGE}
