"""Privacy manifest and asset catalogue: well-formed, and with what is asked of them."""

import json
import plistlib

import pytest
from apple_files import DEMO, project

CATALOGUE = DEMO / "PocketOCRDemo/Assets.xcassets"
SETS = sorted(CATALOGUE.rglob("Contents.json"))


def test_the_privacy_manifest_declares_that_nothing_is_collected():
    (path,) = DEMO.glob("*/PrivacyInfo.xcprivacy")
    found = plistlib.loads(path.read_bytes())
    assert found == {
        "NSPrivacyTracking": False,
        "NSPrivacyTrackingDomains": [],
        "NSPrivacyCollectedDataTypes": [],
        "NSPrivacyAccessedAPITypes": [],
    }


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_a_set_of_assets_is_whole(path):
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["info"] == {"author": "xcode", "version": 1}
    named = {each["filename"] for each in found.get("images", []) if "filename" in each}
    assert named == {each.name for each in path.parent.iterdir() if each.is_file()} - {path.name}


def test_the_sets_are_those_that_the_project_names():
    used = {
        value
        for each in project()["objects"].values()
        for key, value in each.get("buildSettings", {}).items()
        if key.startswith("ASSETCATALOG_COMPILER_")
    }
    assert used == {path.parent.stem for path in SETS if path.parent != CATALOGUE}
