"""The root in which arm64 programs run: interpreter, wheels, and what they ask of /proc."""

import sys
import zipfile
from pathlib import Path

from native.setup.apt import SetupError, run
from native.setup.packages import PYTHON_VERSION, WHEEL_PLATFORMS, WHEELS

CPU = "neoverse-n1"
"""With qemu's default every int8 model of LiteRT returns garbage."""

_CPUINFO = """\
processor\t: 0
BogoMIPS\t: 100.00
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc \
dcpop asimddp
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x3
CPU part\t: 0xd0c
CPU revision\t: 1
"""
_SYS = {"possible": "0\n", "present": "0\n", "online": "0\n", "kernel_max": "255\n"}

_HERE = 'here=$(cd "$(dirname "$0")/.." && pwd)'
_RUN = f"""\
#!/bin/sh
# Runs a program of arm64.
{_HERE}
exec "$here/tools/usr/bin/qemu-aarch64-static" -cpu {CPU} -L "$here/root" "$@"
"""
_PYTHON = f"""\
#!/bin/sh
# Python of arm64 with NumPy and LiteRT.
{_HERE}
export PYTHONHOME="$here/root/usr" PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH="$here/root/site${{PYTHONPATH:+:$PYTHONPATH}}"
exec "$here/bin/run" "$here/root/usr/bin/python{PYTHON_VERSION}" "$@"
"""
_COMPILER = f"""\
#!/bin/sh
# The compiler and its libraries, from wherever this folder lies.
{_HERE}
export LD_LIBRARY_PATH="$here/tools/usr/lib/TRIPLET${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
exec "$here/tools/usr/bin/aarch64-linux-gnu-NAME-12" --sysroot="$here/tools" "$@"
"""


def pins(constraints: Path) -> dict[str, str]:
    """Versions of WHEELS by name.

    Raises:
        SetupError: one is not pinned.
    """
    pinned = dict(
        line.split("==", 1) for line in constraints.read_text().splitlines() if "==" in line
    )
    missing = [name for name in WHEELS if name not in pinned]
    if missing:
        raise SetupError(
            f"{constraints} pins no {' and no '.join(missing)}: add a line NAME==VERSION"
        )
    return {name: pinned[name] for name in WHEELS}


def add_wheels(root: Path, versions: dict[str, str], work: Path) -> None:
    """Unpack wheels for arm64 into `root`/site.

    Raises:
        SetupError: one cannot be had.
    """
    platforms = [part for name in WHEEL_PLATFORMS for part in ("--platform", name)]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q"]
    command += ["--no-deps", "--only-binary=:all:", "--python-version", PYTHON_VERSION, *platforms]
    run([*command, "-d", str(work), *(f"{name}=={version}" for name, version in versions.items())])
    for wheel in sorted(work.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(root / "site")


def describe_processor(root: Path) -> None:
    """Write what LiteRT and NumPy read about the processor; without it they crash."""
    cpu = root / "sys" / "devices" / "system" / "cpu"
    files = {root / "proc" / "cpuinfo": _CPUINFO} | {
        cpu / name: text for name, text in _SYS.items()
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def write_commands(part: Path, host_triplet: str) -> None:
    """Write `bin/run`, `bin/python` and the compilers' wrappers."""
    compilers = {
        f"aarch64-linux-gnu-{name}": _COMPILER.replace("TRIPLET", host_triplet).replace(
            "NAME", name
        )
        for name in ("gcc", "g++")
    }
    for name, text in ({"run": _RUN, "python": _PYTHON} | compilers).items():
        path = part / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
