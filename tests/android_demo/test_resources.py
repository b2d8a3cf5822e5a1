"""Manifest and resources, linked by aapt2 against Android 10's framework (API 29).

Proves: every attribute, style, string and id that they name exists there, so on Android 10 and
later; attributes of later versions would be refused. Does not: what the Android Gradle plugin
merges from libraries, and how anything looks.
"""

import re
import shutil
from pathlib import Path

import pytest
from android_tools import APP, link, run, tool

pytestmark = pytest.mark.native


def copied(tmp_path: Path) -> Path:
    """The app's manifest and resources, for tests that break them."""
    app = tmp_path / "app"
    shutil.copytree(APP / "res", app / "res")
    shutil.copy(APP / "AndroidManifest.xml", app)
    return app


def test_the_app_links_and_asks_for_no_permission(tmp_path: Path) -> None:
    apk = link(APP, tmp_path)
    said = run([tool("bin/aapt2"), "dump", "badging", apk])
    assert "launchable-activity: name='com.pocketocr.demo.MainActivity'" in said
    assert "application-label:'Pocket OCR'" in said
    assert "uses-permission" not in said
    assert "sdkVersion:'26'" in said


def test_every_resource_is_used(tmp_path: Path) -> None:
    link(APP, tmp_path)
    (generated,) = (tmp_path / "java").rglob("R.java")
    kinds = re.findall(
        r"public static final class (\w+) \{(.*?)\n  \}", generated.read_text(), flags=re.S
    )
    names = {(kind, name) for kind, body in kinds for name in re.findall(r"int (\w+)=", body)}
    used = {("style", "Demo")}
    for path in APP.rglob("*"):
        if path.suffix in (".xml", ".kt"):
            text = path.read_text()
            used |= set(re.findall(r"\bR\.(\w+)\.(\w+)", text))
            used |= set(re.findall(r'"@(\w+)/(\w+)"', text))
            used |= set(re.findall(r">@(\w+)/(\w+)<", text))
    assert len(names) > 30
    assert names <= used
    for name in ("MainActivity", "PhotoProvider", "DemoApp"):
        assert f'android:name=".{name}"' in (APP / "AndroidManifest.xml").read_text()
        assert (APP / f"kotlin/com/pocketocr/demo/{name}.kt").exists()


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("AndroidManifest.xml", "@style/Demo", "@style/Absent", "style/Absent"),
        ("AndroidManifest.xml", "android:allowBackup", "android:allowsBackup", "allowsBackup"),
        ("AndroidManifest.xml", "android:label", "android:dataExtractionRules", "dataExtraction"),
        ("res/layout/main.xml", "@layout/panel", "@layout/pannel", "layout/pannel"),
        ("res/values/strings.xml", "Share<", "Sh&are<", "strings.xml"),
    ],
)
def test_what_android_10_has_not_is_refused(
    tmp_path: Path, file: str, before: str, after: str, said: str
) -> None:
    path = copied(tmp_path) / file
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(AssertionError, match=said):
        link(tmp_path / "app", tmp_path)
