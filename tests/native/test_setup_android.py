"""The part `android` is made of Debian's, npm's and PyPI's packages, and is whole or absent."""

import os
import subprocess
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from native.setup import android, apt, npm
from native.setup.apt import SetupError
from native.setup.whole import stamp

TRIPLET = "x86_64-linux-gnu"
AAPT2 = '#!/bin/sh\necho "$LD_LIBRARY_PATH" "$@"\n'
DEBIAN = {
    "usr/lib/android-sdk/build-tools/debian/aapt2": AAPT2,
    f"usr/lib/{TRIPLET}/android/libaapt.so": "library",
    "usr/share/android-framework-res/framework-res.apk": "resources",
}


class Sources:
    """Stands for apt's: a package is a name."""

    def download(self, packages, into):
        return [Path(name) for name in packages]


@contextmanager
def private_apt(cache, architecture):
    assert architecture == "amd64"
    yield Sources()


def unpack(packages, into):
    for name, text in DEBIAN.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    return {str(path): "1" for path in packages}


def fetch(package, into):
    program = into / "resources" / "ktlint"
    program.parent.mkdir(parents=True)
    program.write_text(package.version)


def run(command, cwd=None, check=True):
    """Stands for dpkg and pip."""
    if command[0] == "dpkg":
        return "amd64\n"
    wanted = Path(command[command.index("-r") + 1]).read_text()
    assert "--require-hashes" in command
    assert wanted == f"{'=='.join(android.STUBS)} --hash=sha256:{android.STUBS_SHA256}\n"
    wheels = Path(command[command.index("-d") + 1])
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "stubs.whl", "w") as archive:
        archive.writestr("android-stubs/app/__init__.pyi", "class Activity: ...\n")
    return ""


@pytest.fixture
def registries(monkeypatch):
    monkeypatch.setattr(apt, "check_system", lambda: None)
    monkeypatch.setattr(apt, "private_apt", private_apt)
    monkeypatch.setattr(apt, "unpack", unpack)
    monkeypatch.setattr(apt, "run", run)
    monkeypatch.setattr(npm, "fetch", fetch)


def test_the_part_is_made_once_and_can_be_moved(tmp_path, registries, monkeypatch):
    folder = android.prepare(tmp_path / "cache")
    monkeypatch.setattr(npm, "fetch", None)
    assert android.prepare(tmp_path / "cache") == folder
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["android"]
    assert stamp(folder)["packages"] == dict.fromkeys(android.PACKAGES, "1")
    moved = folder.rename(tmp_path / "with space")
    assert (moved / "framework-res.apk").read_text() == "resources"
    assert (moved / "stubs/android-stubs/app/__init__.pyi").exists()
    assert os.access(moved / "ktlint/resources/ktlint", os.X_OK)
    said = subprocess.run([moved / "bin/aapt2", "a b"], capture_output=True, text=True).stdout
    libraries = moved / "root/usr/lib"
    assert said.startswith(f"{libraries}/{TRIPLET}/android:{libraries}/{TRIPLET}:")
    assert said.endswith("a b\n")


@pytest.mark.parametrize("lost", ["apt", "npm"])
def test_what_cannot_be_had_leaves_nothing(tmp_path, registries, monkeypatch, lost):
    def refuse(*arguments):
        raise SetupError("look at the network")

    if lost == "apt":
        monkeypatch.setattr(apt, "unpack", refuse)
    else:
        monkeypatch.setattr(npm, "fetch", refuse)
    with pytest.raises(SetupError, match="look at the network"):
        android.prepare(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_no_package_is_listed_twice():
    assert len(set(android.PACKAGES)) == len(android.PACKAGES)
