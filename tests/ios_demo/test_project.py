"""Xcode's project: it holds together, names what is there, and what is there is named.

Proves that the files agree with each other, not that Xcode builds them: that runs on a Mac only.
"""

import re
from xml.etree import ElementTree

import pytest
from apple_files import DEMO, PROJECT, ROOT, project

ID = re.compile(r"[0-9A-F]{24}")
SCHEMES = sorted((PROJECT / "xcshareddata/xcschemes").glob("*.xcscheme"))
PACKAGE = (DEMO / "PocketOCR/Package.swift").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def objects():
    return project()["objects"]


def of_kind(objects, kind):
    return {key: each for key, each in objects.items() if each["isa"] == kind}


def references(value):
    """Identifiers that a value names, at any depth."""
    if isinstance(value, str):
        return {value} if ID.fullmatch(value) else set()
    parts = value.values() if isinstance(value, dict) else value
    return set().union(*map(references, parts))


def settings(objects, target, configuration):
    """Build settings of a target: the project's and over them its own."""
    found = {}
    for owner in (objects[project()["rootObject"]], target):
        for key in objects[owner["buildConfigurationList"]]["buildConfigurations"]:
            if objects[key]["name"] == configuration:
                found |= objects[key]["buildSettings"]
    return found


def test_all_objects_hang_together(objects):
    seen, todo = set(), {project()["rootObject"]}
    while todo:
        key = todo.pop()
        assert key in objects, f"{key} is named and not there"
        seen.add(key)
        todo |= references(objects[key]) - seen
    assert seen == set(objects), f"nobody names {sorted(set(objects) - seen)}"


def test_named_files_exist(objects):
    for each in of_kind(objects, "PBXFileReference").values():
        if each["sourceTree"] == "<group>":
            assert (DEMO / each["path"]).is_file(), each["path"]
    for each in of_kind(objects, "XCLocalSwiftPackageReference").values():
        assert (DEMO / each["relativePath"] / "Package.swift").is_file()
    for each in of_kind(objects, "PBXFileSystemSynchronizedRootGroup").values():
        assert list((DEMO / each["path"]).glob("*.swift")), each["path"]


def test_all_files_are_named(objects):
    paths = {each.get("path") or each.get("relativePath") for each in objects.values()}
    tops = {path.split("/")[0] for path in paths if path}
    entries = {path.name for path in DEMO.iterdir()} - {".DS_Store", ".swiftpm"}
    assert entries <= tops | {PROJECT.name}, "neither a target nor a file of the project"


def test_each_folder_belongs_to_one_target(objects):
    groups = [
        key
        for target in of_kind(objects, "PBXNativeTarget").values()
        for key in target["fileSystemSynchronizedGroups"]
    ]
    assert sorted(groups) == sorted(of_kind(objects, "PBXFileSystemSynchronizedRootGroup"))


def test_products_are_the_packages(objects):
    offered = set(re.findall(r'\.library\(\s*name: "(\w+)"', PACKAGE))
    used = {
        each["productName"] for each in of_kind(objects, "XCSwiftPackageProductDependency").values()
    }
    assert used <= offered
    linked = {each["productRef"] for each in of_kind(objects, "PBXBuildFile").values()}
    assert linked == set(of_kind(objects, "XCSwiftPackageProductDependency"))


def test_the_host_of_parity_tests_has_no_second_copy(objects):
    (host,) = (
        each
        for each in of_kind(objects, "PBXNativeTarget").values()
        if each["name"] == "ParityHost"
    )
    assert host["packageProductDependencies"] == []


@pytest.mark.parametrize("configuration", ["Debug", "Release"])
def test_settings(objects, configuration):
    (ios,) = re.findall(r"\.iOS\(\.v(\d+)\)", PACKAGE)
    tools = re.match(r"// swift-tools-version: ?(\d)", PACKAGE)
    for target in of_kind(objects, "PBXNativeTarget").values():
        found = settings(objects, target, configuration)
        assert found["IPHONEOS_DEPLOYMENT_TARGET"] == f"{ios}.0"
        assert found["SWIFT_VERSION"] == f"{tools[1]}.0"
        assert found["EXCLUDED_ARCHS[sdk=iphonesimulator*]"] == "x86_64"  # no slice of the core
        assert found["GENERATE_INFOPLIST_FILE"] == "YES"
        assert found["ENABLE_USER_SCRIPT_SANDBOXING"] == "NO"  # the bundle lies outside
        assert found["POCKET_OCR_BUNDLE"] == "$(SRCROOT)/../build/coreml"
        assert found["PRODUCT_BUNDLE_IDENTIFIER"].startswith("com.pocketocr.")
        if target["productType"].endswith("unit-test"):
            assert found["BUNDLE_LOADER"] == "$(TEST_HOST)"
            assert "/ParityHost.app/" in found["TEST_HOST"]


@pytest.mark.parametrize("configuration", ["Debug", "Release"])
def test_whoever_opens_the_camera_says_why(objects, configuration):
    cameras = 0
    for target in of_kind(objects, "PBXNativeTarget").values():
        folders = [objects[key]["path"] for key in target["fileSystemSynchronizedGroups"]]
        sources = [
            path.read_text(encoding="utf-8")
            for folder in folders
            for path in (DEMO / folder).rglob("*.swift")
        ]
        opens = any("VNDocumentCameraViewController" in source for source in sources)
        reason = settings(objects, target, configuration).get(
            "INFOPLIST_KEY_NSCameraUsageDescription"
        )
        assert bool(reason) == opens, target["name"]
        cameras += opens
    assert cameras == 1


def test_bundle_and_corpus_are_added_by_scripts(objects):
    phases = of_kind(objects, "PBXShellScriptBuildPhase")
    for phase in phases.values():  # a missing input file would fail before the script says why
        assert (phase["alwaysOutOfDate"], phase["inputPaths"]) == ("1", [])
    for target in of_kind(objects, "PBXNativeTarget").values():
        scripts = [phases[key]["shellScript"] for key in target["buildPhases"] if key in phases]
        uses = bool(target["packageProductDependencies"])
        assert len(scripts) == uses, target["name"]
        for script in scripts:
            named = re.findall(r"\$SRCROOT/([\w./]+)", script)
            assert named[0] == "scripts/add_bundle.sh"
            assert all((DEMO / path).exists() for path in named)
            assert ("--goldens" in script) == (target["name"] == "ParityTests")
    assert (ROOT / "parity/data/texts.tsv").is_file()


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_schemes_name_targets(objects, path):
    targets = of_kind(objects, "PBXNativeTarget")
    named = list(ElementTree.parse(path).iter("BuildableReference"))
    assert named
    for each in named:
        target = targets[each.get("BlueprintIdentifier")]
        assert each.get("BlueprintName") == target["name"]
        assert each.get("BuildableName") == objects[target["productReference"]]["path"]
        assert each.get("ReferencedContainer") == f"container:{PROJECT.name}"


def test_there_is_a_scheme_to_run_and_one_to_test():
    assert [path.stem for path in SCHEMES] == ["Parity", "PocketOCRDemo"]
    parity, demo = (ElementTree.parse(path) for path in SCHEMES)
    assert [
        each.get("BlueprintName") for each in parity.iterfind(".//Testables//*[@BlueprintName]")
    ] == ["ParityTests"]
    assert parity.find("TestAction").get("buildConfiguration") == "Release"
    assert demo.find("LaunchAction//BuildableReference").get("BlueprintName") == "PocketOCRDemo"
