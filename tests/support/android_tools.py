"""The Android project on this machine: what `python -m native.setup android kotlin` unpacked.

Sources that use Android's classes are compiled against stubs written by hand, of just what they
use; resources are linked with Android 10's own.
"""

import os
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kotlin import JARS, ROOT, STRICT, ToolchainError, compile_kotlin, java_home

DEMO = ROOT / "android_demo"
TOOLS = ROOT / ".cache" / "native" / "android"
STUBS = ROOT / "tests" / "android_demo" / "stubs"
APP = DEMO / "app/src/main"
NAMESPACE = "com.pocketocr.demo"
SECONDS = 900
_OLD = (1980, 1, 1, 0, 0, 0)
"""Of files in a jar, which are then the same whenever they are made."""


def tool(path: str) -> Path:
    """A file of the part `android`.

    Raises:
        ToolchainError: the part is absent.
    """
    found = TOOLS / path
    if not found.exists():
        raise ToolchainError(f"there is no {found}: run `python -m native.setup android`")
    return found


def run(command: Sequence[object]) -> str:
    """What a program prints.

    Raises:
        AssertionError: it fails; the message is what it says.
    """
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def compile_java(name: str, sources: Path, classpath: Sequence[Path] = ()) -> Path:
    """The jar of a folder's Java sources, build/kotlin/NAME.jar; the same bytes every time.

    Raises:
        AssertionError: they are refused.
    """
    jar = JARS / f"{name}.jar"
    jar.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        command: list[object] = [
            java_home() / "bin/javac",
            "-Xlint:all,-serial,-options,-classfile",
            "-Werror",
        ]
        command += ["--release", "8", "-d", work, "-cp", os.pathsep.join(map(str, classpath))]
        run([*command, *sorted(sources.rglob("*.java"))])
        with zipfile.ZipFile(jar, "w") as archive:
            for path in sorted(Path(work).rglob("*.class")):
                entry = zipfile.ZipInfo(path.relative_to(work).as_posix(), _OLD)
                archive.writestr(entry, path.read_bytes())
    return jar


def link(app: Path, work: Path) -> Path:
    """The APK, without code, of a folder with AndroidManifest.xml and res/; `work`/java has R.

    What the Android Gradle plugin does to a manifest is done here: the package and placeholders
    are put in, elements marked `tools:node="remove"` go.

    Raises:
        AssertionError: aapt2 refuses something; the message is what it says.
    """
    aapt2, framework = tool("bin/aapt2"), tool("framework-res.apk")
    resources, manifest, apk = work / "res.zip", work / "AndroidManifest.xml", work / "app.apk"
    text = (app / "AndroidManifest.xml").read_text().replace("${applicationId}", NAMESPACE)
    text = re.sub(r'<[\w-]+ [^>]*tools:node="remove" />', "", text)
    manifest.write_text(text.replace("<manifest ", f'<manifest package="{NAMESPACE}" ', 1))
    run([aapt2, "compile", "--dir", app / "res", "-o", resources])
    versions = ["--min-sdk-version", 26, "--target-sdk-version", 29]
    inputs = ["-I", framework, "--manifest", manifest, *versions, resources]
    run([aapt2, "link", *inputs, "--java", work / "java", "-o", apk])
    return apk


def compile_library() -> tuple[Path, Path]:
    """The stubs and the library with its Android part."""
    stubs = compile_java("android-stubs", STUBS)
    sources = sorted((DEMO / "pocketocr/src/main/kotlin").rglob("*.kt"))
    return stubs, compile_kotlin("android-library", sources, *STRICT, classpath=[stubs])
