"""Parts are made of listed packages, once, whole or not at all; what is missing is said."""

import ast
import json
import os
import subprocess
from pathlib import Path

import pytest

from native.setup import apt, emulated, packages, parts
from native.setup.apt import SetupError, check_system
from native.setup.parts import prepare, recipe
from native.setup.whole import STAMP, stamp

DEBIAN_12 = 'ID=debian\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
UBUNTU = 'ID=ubuntu\nVERSION_CODENAME=noble\nPRETTY_NAME="Ubuntu 24.04 LTS"\n'

APT_GET = """\
#!/bin/sh
echo "$@" >> {log}
while [ "$1" = -o ]; do
    case $2 in Dir::State::Lists=*) lists=${{2#*=}};; esac
    shift 2
done
[ -e {shop} ] || {{ echo "E: Temporary failure resolving"; exit 100; }}
if [ "$1" = update ]; then touch "$lists/main_Packages"; exit; fi
shift
for package; do
    [ -e {shop}/$package ] || {{ echo "E: Unable to locate package $package"; exit 100; }}
    tar -cf "${{package}}_1%3a2-3_amd64.deb" -C {shop}/$package .
done
"""
DPKG_DEB = '#!/bin/sh\nexec cat "$2"\n'


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """Stand-ins for apt-get and dpkg-deb: a package is a folder of `shop`."""
    shop, tools = tmp_path / "shop", tmp_path / "tools"
    tools.mkdir()
    for name, text in {
        "apt-get": APT_GET.format(shop=shop, log=tmp_path / "log"),
        "dpkg-deb": DPKG_DEB,
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    (tmp_path / "os-release").write_text(DEBIAN_12)
    monkeypatch.setattr(parts, "is_debian_12", lambda: True)
    monkeypatch.setattr(parts, "check_system", lambda: check_system(tmp_path / "os-release"))
    monkeypatch.setattr(parts.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(packages, "OPENCV", ("libopencv-a", "liblapack3"))
    monkeypatch.setattr(packages, "HEADERS", ())
    monkeypatch.setattr(packages, "OF_AMD64", ())
    triplet = "x86_64-linux-gnu"
    for file in (
        "libopencv-a/lib/c.so",
        f"libopencv-a/usr/lib/{triplet}/libopencv_core.a",
        f"libopencv-a/usr/lib/{triplet}/cmake/opencv4/OpenCVModules.cmake",
        f"liblapack3/usr/lib/{triplet}/lapack/liblapack.so.3",
        "liblapack3/usr/share/doc/liblapack3/copyright",
    ):
        path = shop / file
        path.parent.mkdir(parents=True)
        path.write_text(file)
    return shop


def test_a_part_is_made_once(tmp_path, shop, capsys):
    cache = tmp_path / "cache"
    folder = prepare("host", cache)
    asked = (tmp_path / "log").read_text().splitlines()
    assert [line.split(" ", 2)[-1].count("download") for line in asked] == [0, 1]
    assert prepare("host", cache) == folder
    assert (tmp_path / "log").read_text().splitlines() == asked
    assert "is ready" in capsys.readouterr().err
    assert sorted(p.name for p in cache.iterdir()) == ["host"]
    assert stamp(folder)["packages"] == {
        "libopencv-a:amd64": "1:2-3",
        "liblapack3:amd64": "1:2-3",
    }


def test_a_part_is_arranged_for_the_compiler(tmp_path, shop):
    folder = prepare("host", tmp_path / "cache")
    libraries = folder / "usr/lib/x86_64-linux-gnu"
    assert (folder / "usr/lib/c.so").read_text() == "libopencv-a/lib/c.so"
    assert (libraries / "liblapack.so.3").read_text().startswith("liblapack3/")
    assert not (libraries / "libopencv_core.a").exists()
    assert not (folder / "usr/share/doc").exists()
    configuration = {p.name for p in (libraries / "cmake/opencv4").iterdir()}
    assert configuration == {"OpenCVConfig.cmake", "OpenCVConfig-version.cmake"}


def test_another_recipe_makes_it_anew(tmp_path, shop, monkeypatch):
    folder = prepare("host", tmp_path / "cache")
    old = stamp(folder)["key"]
    monkeypatch.setattr(packages, "OPENCV", ("libopencv-a",))
    assert prepare("host", tmp_path / "cache") == folder
    assert stamp(folder)["key"] != old
    assert not (folder / "usr/lib/x86_64-linux-gnu/liblapack.so.3").exists()


@pytest.mark.parametrize(
    ("lost", "message"),
    [("libopencv-a", "Unable to locate package libopencv-a"), (".", "resolving.*network")],
)
def test_what_cannot_be_had_leaves_what_was_there(tmp_path, shop, monkeypatch, lost, message):
    cache = tmp_path / "cache"
    before = stamp(prepare("host", cache))
    monkeypatch.setattr(packages, "HEADERS", ("liblapack3",))
    (shop / lost).rename(tmp_path / "lost")
    with pytest.raises(SetupError, match=message):
        prepare("host", cache)
    assert sorted(p.name for p in cache.iterdir()) == ["host"]
    assert stamp(cache / "host") == before


def test_a_damaged_package_is_an_error(tmp_path, shop):
    (tmp_path / "tools/dpkg-deb").write_text("#!/bin/sh\nexit 2\n")
    with pytest.raises(SetupError, match=r"bash.* failed"):
        prepare("host", tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_another_system_is_refused_by_name(tmp_path):
    file = tmp_path / "os-release"
    file.write_text(UBUNTU)
    with pytest.raises(
        SetupError, match=r"this is Ubuntu 24\.04 LTS: use a container of debian:12"
    ):
        check_system(file)
    with pytest.raises(SetupError, match="this is another system"):
        check_system(tmp_path / "none")


def test_a_system_without_tools_is_refused(tmp_path, monkeypatch):
    (tmp_path / "os-release").write_text(DEBIAN_12)
    monkeypatch.setattr(apt.shutil, "which", lambda tool: None)
    with pytest.raises(SetupError, match="apt-get is not here"):
        check_system(tmp_path / "os-release")


def test_another_systems_own_opencv_is_taken_for_the_host(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parts, "SYSTEM", tmp_path)
    monkeypatch.setattr(parts, "is_debian_12", lambda: False)
    monkeypatch.setattr(parts.platform, "machine", lambda: "x86_64")
    for file in (
        "lib/x86_64-linux-gnu/cmake/opencv4/OpenCVConfig-version.cmake",
        "include/nlohmann/json.hpp",
        "include/stb/stb_image.h",
    ):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).touch()
    assert prepare("host", tmp_path / "cache") == tmp_path
    assert "the OpenCV of this system" in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()


def test_recipes_depend_on_the_machine():
    host, arm = recipe("host", "x86_64"), recipe("host", "aarch64")
    assert {host.architecture, arm.architecture} == {"amd64", "arm64"}
    assert host.key != arm.key
    assert "libquadmath0" in host.roots[""][1]
    assert "libquadmath0" not in arm.roots[""][1]
    cross = recipe("arm64", "x86_64")
    assert {root: architecture for root, (architecture, _) in cross.roots.items()} == {
        "tools": "amd64",
        "root": "arm64",
    }
    with pytest.raises(SetupError, match="use `host`"):
        recipe("arm64", "aarch64")
    with pytest.raises(SetupError, match="this machine is riscv64"):
        recipe("host", "riscv64")


def test_keys_depend_on_the_modules_that_make_the_parts_alone():
    tree = ast.parse(Path(parts.__file__).read_text())
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    used = {name.name for node in froms if node.module == "native.setup" for name in node.names}
    assert {Path(file).stem for file in parts._CODE} == used | {"parts"}


def test_wheels_are_those_of_the_constraints(tmp_path):
    assert recipe("arm64", "x86_64").wheels == emulated.pins(parts.CONSTRAINTS)
    (tmp_path / "constraints.txt").write_text("numpy==2.0\n")
    with pytest.raises(SetupError, match="pins no ai-edge-litert"):
        emulated.pins(tmp_path / "constraints.txt")


def test_no_package_is_listed_twice():
    for name in ("host", "arm64"):
        for _, listed in recipe(name, "x86_64").roots.values():
            assert len(set(listed)) == len(listed)


def test_commands_find_the_folder_wherever_it_lies(tmp_path):
    part = tmp_path / "with space"
    (part / "tools/usr/bin").mkdir(parents=True)
    emulated.write_commands(part, "x86_64-linux-gnu")
    qemu = part / "tools/usr/bin/qemu-aarch64-static"
    qemu.write_text('#!/bin/sh\nprintf "%s\\n" "$@" "$PYTHONPATH"\n')
    qemu.chmod(0o755)
    moved = part.rename(tmp_path / "moved")
    environment = os.environ | {"PYTHONPATH": "mine"}
    said = subprocess.run(
        [moved / "bin/python", "-c", "a b"], env=environment, capture_output=True, text=True
    ).stdout.splitlines()
    assert said[:2] == ["-cpu", "neoverse-n1"]
    assert said[2:] == [
        "-L",
        str(moved / "root"),
        str(moved / "root/usr/bin/python3.11"),
        "-c",
        "a b",
        f"{moved / 'root/site'}:mine",
    ]


def test_a_stamp_that_is_no_json_counts_as_absent(tmp_path):
    (tmp_path / STAMP).write_text("{")
    assert stamp(tmp_path) == {}
    (tmp_path / STAMP).write_text(json.dumps({"key": 1}))
    assert stamp(tmp_path) == {"key": 1}
