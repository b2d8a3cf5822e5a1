"""Debian packages without root: apt-get with a state of its own, dpkg-deb to unpack."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.errors import PocketOcrError
from native.setup.packages import CODENAME

OS_RELEASE = Path("/etc/os-release")
RETRIES = 3
_UNPACK = 'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink --no-same-owner -C "$2"'
"""`dpkg-deb -x` would put a folder in the place of a link."""
SECONDS = 900
"""That one command may take."""


class SetupError(PocketOcrError):
    """A part cannot be made here; the message says what is needed."""


def is_debian_12(os_release: Path = OS_RELEASE) -> bool:
    """Whether the packages' names are those of this system."""
    facts = _facts(os_release)
    return (facts.get("ID"), facts.get("VERSION_CODENAME")) == ("debian", CODENAME)


def check_system(os_release: Path = OS_RELEASE) -> None:
    """Refuse a system whose packages have other names than those listed.

    Raises:
        SetupError: it is not Debian 12, or the tools are absent.
    """
    if not is_debian_12(os_release):
        name = _facts(os_release).get("PRETTY_NAME", "another system")
        raise SetupError(
            f"the packages are Debian 12's ({CODENAME}), this is {name}: use a container of "
            "debian:12; for the host's part installing libopencv-dev, nlohmann-json3-dev and "
            "libstb-dev will do"
        )
    for tool in ("apt-get", "dpkg-deb", "bash", "tar"):
        if shutil.which(tool) is None:
            raise SetupError(f"{tool} is not here: use a whole Debian 12, or a container of it")


def _facts(os_release: Path) -> dict[str, str]:
    """The assignments of /etc/os-release, without quotes; none if it is absent."""
    if not os_release.is_file():
        return {}
    lines = (line.partition("=") for line in os_release.read_text().splitlines())
    return {name: value.strip().strip('"') for name, _, value in lines if value}


class Apt:
    """This system's sources of packages, seen through a state that is empty at first."""

    def __init__(self, folder: Path, architecture: str) -> None:
        """Keep lists in `folder`, which is empty, for an architecture by Debian's name."""
        self._lists = folder / "lists"
        for path in (self._lists / "partial", folder / "cache" / "archives" / "partial"):
            path.mkdir(parents=True)
        status = folder / "status"
        status.touch()
        options = {
            "APT::Architecture": architecture,
            "APT::Architectures": architecture,
            "APT::Sandbox::User": "root",  # who is not root stays who they are
            "Acquire::Languages": "none",
            "Acquire::Retries": str(RETRIES),
            "Acquire::http::Timeout": "30",
            "Debug::NoLocking": "1",
            "Dir::State": str(folder),
            "Dir::State::Lists": str(self._lists),
            "Dir::State::status": str(status),
            "Dir::Cache": str(folder / "cache"),
        }
        self._options = [part for item in options.items() for part in ("-o", "=".join(item))]

    def update(self) -> None:
        """Fetch the lists of packages.

        Raises:
            SetupError: not one could be had.
        """
        said = self._get("update")
        if not any("Packages" in path.name for path in self._lists.iterdir()):
            raise SetupError(
                f"apt-get fetched no list of packages ({_last(said)}): look at the network, or "
                "at the sources of this system's apt"
            )

    def download(self, packages: Sequence[str], into: Path) -> list[Path]:
        """The files of packages, their newest versions, by name; `into` is made.

        Raises:
            SetupError: one cannot be had.
        """
        into.mkdir()
        said = self._get("download", *packages, cwd=into)
        found = sorted(into.glob("*.deb"))
        if len(found) != len(set(packages)):
            raise SetupError(
                f"of {len(set(packages))} packages {len(found)} could be fetched "
                f"({_last(said)}): look at the network, or try again later"
            )
        return found

    def _get(self, *arguments: str, cwd: Path | None = None) -> str:
        """What apt-get says; whether it succeeded is seen from what is there."""
        return run(["apt-get", *self._options, *arguments], cwd=cwd, check=False)


@contextmanager
def private_apt(cache: Path, architecture: str) -> Iterator[Apt]:
    """An updated Apt whose state is thrown away afterwards.

    Raises:
        SetupError: no lists of packages can be had.
    """
    with TemporaryDirectory(dir=cache, prefix=".apt.") as folder:
        apt = Apt(Path(folder).absolute(), architecture)
        apt.update()
        yield apt


def unpack(packages: Sequence[Path], into: Path) -> dict[str, str]:
    """Unpack packages into a new root with /lib in /usr/lib; returns their versions by name.

    Raises:
        SetupError: one is damaged.
    """
    for name in ("bin", "lib"):
        (into / "usr" / name).mkdir(parents=True)
        (into / name).symlink_to(f"usr/{name}")
    for path in packages:
        run(["bash", "-o", "pipefail", "-c", _UNPACK, "bash", str(path), str(into)])
    named = (path.stem.split("_") for path in packages)
    return {name: version.replace("%3a", ":") for name, version, _ in named}


def run(command: Sequence[str], cwd: Path | None = None, check: bool = True) -> str:
    """Run a command in the C locale; returns what it says.

    Raises:
        SetupError: it cannot be started, hangs, or fails with `check`.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=SECONDS,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetupError(f"`{command[0]}` failed: {error}") from None
    if check and done.returncode:
        raise SetupError(f"`{command[0]}` failed: {_last(done.stdout)}")
    return done.stdout


def _last(text: str) -> str:
    """The last error that was said, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "ERROR"))]
    return (errors or lines or ["it said nothing"])[-1]
