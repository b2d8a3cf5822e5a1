"""Debian 13's root is made once, whole or not at all, without what is large and unused."""

import os
import subprocess

import pytest

from native.setup import swift
from native.setup.apt import SetupError
from native.setup.whole import stamp

APT_GET = """\
#!/bin/sh
echo "$@" >> {log}
while [ "$1" = -o ]; do
    case $2 in
        Dir::State::Lists=*) lists=${{2#*=}};;
        Dir::Etc::SourceList=*) sources=${{2#*=}};;
    esac
    shift 2
done
grep -q "^Suites: trixie$" "$sources" || {{ echo "E: not Debian 13"; exit 100; }}
case $1 in
    update) touch "$lists/main_Packages"; exit;;
    install)
        for each in $(ls {shop}); do
            echo "'http://deb.debian.org/pool/x.deb' ${{each}}_1.0-2_amd64.deb 9 SHA256:0"
        done
        exit;;
esac
shift
for package; do
    [ -e {shop}/$package ] || {{ echo "E: Unable to locate package $package"; exit 100; }}
    tar -cf "${{package}}_1.0-2_amd64.deb" -C {shop}/$package .
done
"""
DPKG_DEB = '#!/bin/sh\nexec cat "$2"\n'
UNSHARE = (
    '#!/bin/sh\necho "$@" >> {log}\n[ ! -e {refused} ] || {{ echo "not permitted"; exit 1; }}\n'
)
FILES = (
    "swiftlang/usr/libexec/swift/bin/swiftc",
    "swiftlang/usr/libexec/swift/bin/lldb-server",
    "swiftlang/usr/libexec/swift/lib/liblldb.so.17",
    "swiftlang/usr/share/doc/swiftlang/copyright",
    "mesa-libgallium/usr/lib/gallium.so",
    "libblas3/usr/lib/x86_64-linux-gnu/blas/libblas.so.3",
    "libc6/lib/libc.so.6",
    "libc6/lib64/ld-linux.so.2",
)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """Stand-ins for apt-get, dpkg-deb and unshare: a package is a folder of `shop`."""
    shop, tools = tmp_path / "shop", tmp_path / "tools"
    tools.mkdir()
    for name, text in {
        "apt-get": APT_GET.format(shop=shop, log=tmp_path / "log"),
        "dpkg-deb": DPKG_DEB,
        "unshare": UNSHARE.format(log=tmp_path / "unshared", refused=tmp_path / "refused"),
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr(swift, "KEYRING", tmp_path / "tools")
    monkeypatch.setattr(swift.parts.platform, "machine", lambda: "x86_64")
    for file in FILES:
        path = shop / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file)
    return shop


def test_the_root_is_made_once(tmp_path, shop, capsys):
    cache = tmp_path / "cache"
    folder = swift.prepare(cache)
    asked = (tmp_path / "log").read_text()
    assert swift.prepare(cache) == folder == cache / "swift"
    assert (tmp_path / "log").read_text() == asked
    assert "is ready" in capsys.readouterr().err
    assert [path.name for path in cache.iterdir()] == ["swift"]
    assert stamp(folder)["packages"] == dict.fromkeys(["libblas3", "libc6", "swiftlang"], "1.0-2")


def test_what_is_large_and_unused_is_left_out(tmp_path, shop):
    root = swift.prepare(tmp_path / "cache") / "root"
    files = [p for p in root.rglob("*") if p.is_file() and not p.is_symlink()]
    assert sorted(p.name for p in files) == ["ld-linux.so.2", "libblas.so.3", "libc.so.6", "swiftc"]
    assert (root / "lib").readlink().as_posix() == "usr/lib"


def test_libraries_are_where_the_linker_looks(tmp_path, shop):
    libraries = swift.prepare(tmp_path / "cache") / "root/usr/lib/x86_64-linux-gnu"
    assert (libraries / "libblas.so.3").readlink().as_posix() == "blas/libblas.so.3"


def test_the_compiler_is_tried_in_a_namespace_of_its_own(tmp_path, shop):
    folder = swift.prepare(tmp_path / "cache")
    tried = (tmp_path / "unshared").read_text()
    assert "--mount" in tried
    assert tried.endswith("part swiftc --version\n")
    subprocess.run([folder / "bin" / "run", "a program", "its argument"], check=True)
    assert (tmp_path / "unshared").read_text().endswith(f"{folder} a program its argument\n")


def test_a_compiler_that_does_not_run_leaves_nothing(tmp_path, shop, monkeypatch):
    monkeypatch.setattr(swift, "check_system", lambda: None)
    (tmp_path / "refused").touch()
    with pytest.raises(SetupError, match="run` failed: not permitted"):
        swift.prepare(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_where_nothing_can_be_mounted_the_remedy_is_said(tmp_path, shop):
    (tmp_path / "refused").touch()
    with pytest.raises(SetupError, match=r"not permitted\): run as root, in a container"):
        swift.prepare(tmp_path / "cache")


def test_debians_keys_are_needed(tmp_path, shop):
    with pytest.raises(SetupError, match="install the package debian-archive-keyring"):
        swift.check_system(tmp_path / "none")


def test_tools_are_needed(tmp_path, shop, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="apt-get is not here"):
        swift.check_system()


def test_a_package_that_is_not_known_is_named(tmp_path, shop):
    for path in shop.iterdir():
        path.rename(tmp_path / path.name)
    with pytest.raises(SetupError, match=r"no way to install swiftlang of Debian 13"):
        swift.prepare(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_a_change_of_the_code_makes_it_anew(tmp_path, shop, monkeypatch):
    folder = swift.prepare(tmp_path / "cache")
    monkeypatch.setattr(swift, "key", lambda: "another")
    swift.prepare(tmp_path / "cache")
    assert stamp(folder)["key"] == "another"
