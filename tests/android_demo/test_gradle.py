"""What the Gradle files say of each other and of the repository. Nothing here runs Gradle."""

import re
import tomllib
from pathlib import Path

from native.setup import kotlin

DEMO = Path(__file__).parents[2] / "android_demo"
CATALOGUE = tomllib.loads((DEMO / "gradle/libs.versions.toml").read_text())
SCRIPTS = {path: path.read_text() for path in sorted(DEMO.glob("**/*.gradle.kts"))}


def used() -> dict[str, set[str]]:
    """By section of the catalogue, what build scripts take of it: `libs.plugins.a.b` as a.b."""
    sections: dict[str, set[str]] = {"plugins": set(), "versions": set(), "libraries": set()}
    for text in SCRIPTS.values():
        for accessor in re.findall(r"\blibs\.([\w.]+)", text):
            section, _, name = accessor.removesuffix(".get").partition(".")
            if section in sections:
                sections[section].add(name)
            else:
                sections["libraries"].add(accessor)
    return sections


def test_every_alias_is_defined_and_used() -> None:
    asked = used()
    for section in ("plugins", "libraries"):
        assert asked[section] == {name.replace("-", ".") for name in CATALOGUE[section]}
        entries = CATALOGUE[section].values()
        asked["versions"] |= {entry["version"]["ref"] for entry in entries}
    assert asked["versions"] == set(CATALOGUE["versions"])


def test_versions_are_exact() -> None:
    for name, version in CATALOGUE["versions"].items():
        assert re.fullmatch(r"\d+(\.\d+)*", version), name


def test_kotlin_is_the_compiler_of_the_checks() -> None:
    assert CATALOGUE["versions"]["kotlin"] == kotlin.COMPILER.version


def test_gradle_is_pinned_with_its_hash() -> None:
    lines = (DEMO / "gradle/wrapper/gradle-wrapper.properties").read_text().splitlines()
    wrapper = dict(line.split("=", 1) for line in lines)
    assert re.search(r"/gradle-9\.\d+(\.\d+)?-bin\.zip$", wrapper["distributionUrl"])
    assert re.fullmatch(r"[0-9a-f]{64}", wrapper["distributionSha256Sum"])


def test_modules_and_what_they_name_are_there() -> None:
    modules = re.findall(r'":(\w+)"', (DEMO / "settings.gradle.kts").read_text())
    assert set(modules) == {path.parent.name for path in SCRIPTS} - {DEMO.name, "buildSrc"}
    for module in modules:
        text = SCRIPTS[DEMO / module / "build.gradle.kts"]
        for named in re.findall(r'project\(":(\w+)"\)', text):
            assert named in modules
        for file in re.findall(r'file\("([^"]+)"\)', text):
            assert (DEMO / module / file).exists() or (DEMO.parent / file).exists(), file
        for folder in re.findall(r'repository\.dir\("([^"]+)"\)', text):
            assert (DEMO.parent / folder).is_dir(), folder


def test_models_are_mapped_and_nothing_is_fetched() -> None:
    manifest = (DEMO / "app/src/main/AndroidManifest.xml").read_text()
    asked = re.findall(r"<uses-permission\b[^>]*>", manifest)
    assert 'android.permission.INTERNET" tools:node="remove"' in asked[0]
    assert all('tools:node="remove"' in each for each in asked)
    for module in ("app", "parity"):
        assert 'noCompress += "tflite"' in SCRIPTS[DEMO / module / "build.gradle.kts"]


def test_the_app_leaves_the_golden_vectors_behind() -> None:
    bundle = DEMO.parent / "pocket_ocr/bundle"
    text = SCRIPTS[DEMO / "app/build.gradle.kts"]
    (left,) = re.findall(r"without\.addAll\((.*?)\)", text)
    names = re.findall(r'"([^"]+)"', left)
    assert names
    for name in names:
        assert (bundle / name).exists(), name
    kept = {path.name for path in bundle.iterdir()} - set(names)
    manifest = (bundle / "manifest.json").read_text()
    named = {name for name in kept if f'"{name}"' in manifest}
    assert kept == named | {"manifest.json", "LEXICON.md"}, "what is read, and the words' notice"


def test_the_readme_names_these_versions() -> None:
    readme = (DEMO / "README.md").read_text()
    versions = CATALOGUE["versions"]
    wrapper = (DEMO / "gradle/wrapper/gradle-wrapper.properties").read_text()
    (gradle,) = re.findall(r"gradle-([\d.]+)-bin", wrapper)
    for said in (
        f"com.google.ai.edge.litert:litert:{versions['litert']}",
        f"Gradle {gradle}, JDK {versions['java']}",
        f"Android Gradle plugin {versions['androidGradlePlugin']}",
        f"CMake {versions['cmake']}",
        f"NDK {versions['ndk'].rsplit('.', 1)[0]}",
        f"API {versions['sdk']}",
        f"(API {versions['minSdk']}) and later",
        f"Kotlin {versions['kotlin']}",
        f"Kotlin {versions['kotlinLanguage']} or later",
    ):
        assert said in readme, said
