"""Kotlin on this machine: compiled when its sources have changed, run by a JDK."""

import hashlib
import os
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER = ROOT / ".cache" / "native" / "kotlin" / "lib"
STDLIB = COMPILER / "kotlin-stdlib.jar"
JARS = ROOT / "build" / "kotlin"
SMALL = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Options of a machine that starts fast and leaves the other cores alone."""
_CATALOGUE = tomllib.loads((ROOT / "android_demo/gradle/libs.versions.toml").read_text())
_LANGUAGE = _CATALOGUE["versions"]["kotlinLanguage"]
STRICT = ("-Xexplicit-api=strict", "-language-version", _LANGUAGE, "-api-version", _LANGUAGE)
"""Of a library: what it shows is said to be public, and has its type written. The language
is that of the oldest apps that can take it."""


class ToolchainError(Exception):
    """A compiler is absent; the message says what to run."""


def java_home() -> Path:
    """The JDK's folder.

    Raises:
        ToolchainError: there is none.
    """
    compiler = shutil.which("javac")
    if compiler is None:
        raise ToolchainError("there is no JDK: install one (Debian's openjdk-17-jdk-headless)")
    return Path(compiler).resolve().parents[1]


def compile_kotlin(
    name: str, sources: Sequence[Path], *options: str, classpath: Sequence[Path] = ()
) -> Path:
    """The jar of sources, build/kotlin/NAME.jar; compiled anew if anything that it needs changed.

    Warnings are errors. The API of Java is that of release 8, which Android 26 has.

    Raises:
        ToolchainError: the compiler is absent.
        AssertionError: it refuses the sources; the message is what it says.
    """
    if not STDLIB.exists():
        raise ToolchainError(f"there is no {STDLIB}: run `python -m native.setup kotlin`")
    jar, stamp = JARS / f"{name}.jar", JARS / f"{name}.sha256"
    command = [f"{java_home()}/bin/java", "-Xmx700M", "-Xss8m", *SMALL]
    command += ["-cp", f"{COMPILER}/kotlin-compiler.jar"]
    command += ["org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-kotlin-home", f"{COMPILER.parent}"]
    command += ["-Werror", "-no-reflect", "-Xjdk-release=8", *options]
    command += ["-classpath", os.pathsep.join(map(str, classpath))] if classpath else []
    digest = hashlib.sha256("\0".join(command).encode())
    for path in (*sorted(sources), *classpath):
        digest.update(f"{path}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    if jar.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return jar
    stamp.unlink(missing_ok=True)
    done = subprocess.run(
        [*command, "-d", str(jar), *map(str, sorted(sources))], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    stamp.write_text(digest.hexdigest())
    return jar
