"""The Kotlin compiler comes from npm, checked by its hash; npm is asked once, and runs nothing."""

import io
import os
import tarfile
from dataclasses import replace

import pytest

from native.setup import kotlin, npm
from native.setup.apt import SetupError
from native.setup.whole import stamp

NPM = """\
#!/bin/sh
echo "$@" >> {log}
[ -e {archive} ] || {{ echo "npm error code ENOTFOUND"; exit 1; }}
cp {archive} "$5"
"""
FILES = {
    "package/package.json": ("{}", 0o644),
    "package/bin/kotlinc": ("#!/bin/sh\n", 0o644),
    "package/lib/kotlin-compiler.jar": ("jar", 0o644),
}


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """What a stand-in for npm gives, and the compiler's integrity to match."""
    archive = tmp_path / "kotlin-compiler.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, (text, mode) in FILES.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(text), mode
            tar.addfile(info, io.BytesIO(text.encode()))
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "npm").write_text(NPM.format(log=tmp_path / "log", archive=archive))
    (tools / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    package = replace(kotlin.COMPILER, integrity=npm.integrity(archive))
    monkeypatch.setattr(kotlin, "COMPILER", package)
    return archive


def test_the_compiler_is_fetched_once(tmp_path, archive):
    folder = kotlin.prepare(tmp_path / "cache")
    assert kotlin.prepare(tmp_path / "cache") == folder
    (asked,) = (tmp_path / "log").read_text().splitlines()
    assert "--ignore-scripts" in asked
    assert asked.endswith(f"kotlin-compiler@{kotlin.COMPILER.version}")
    assert (folder / "lib/kotlin-compiler.jar").read_text() == "jar"
    assert os.access(folder / "bin/kotlinc", os.X_OK)
    assert stamp(folder)["version"] == kotlin.COMPILER.version
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["kotlin"]


def test_another_archive_is_refused(tmp_path, archive):
    archive.write_bytes(archive.read_bytes() + b"\0")
    with pytest.raises(SetupError, match=r"kotlin-compiler@.* is another than expected: sha512-"):
        kotlin.prepare(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_what_cannot_be_had_is_said(tmp_path, archive, monkeypatch):
    archive.unlink()
    with pytest.raises(SetupError, match="ENOTFOUND"):
        kotlin.prepare(tmp_path / "cache")
    monkeypatch.setattr(npm.shutil, "which", lambda tool: None)
    with pytest.raises(SetupError, match="npm is not here: install it"):
        kotlin.prepare(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
