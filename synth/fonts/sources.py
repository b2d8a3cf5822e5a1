"""Where font files come from: Debian packages, fetched without installing, and users' folders."""

import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from tqdm import tqdm

from contract.errors import PocketOcrError
from synth.fonts.packages import FULL, SMALL

Which = Literal["small", "full"]


@dataclass(frozen=True)
class Source:
    """A font file, the package or folder it is from, and where that lies."""

    path: Path
    package: str
    folder: Path


def fetch(cache: Path, which: Which) -> list[str]:
    """Bring the set's packages to `cache`/fonts/<package>; returns those that are there.

    What is there already is neither fetched nor unpacked again. A package that cannot be had is
    named on stdout and left out.

    Raises:
        PocketOcrError: something must be fetched and the tools for it are absent, or every
            package failed.
    """
    missing = [p for p in _names(which) if p not in present(cache, which)]
    if missing:
        _need("dpkg-deb")
    failed: list[str] = []
    for package in tqdm(missing, desc="fetching", unit="package", disable=None):
        deb = None
        try:
            deb = _deb(cache / "debs", package)
            unpack(deb, cache / "fonts" / package)
        except (subprocess.CalledProcessError, tarfile.TarError, FileNotFoundError):
            failed.append(package)
            if deb is not None:  # damaged: fetched anew the next time
                deb.unlink(missing_ok=True)
    for package in failed:
        print(f"not to be had, left out: {package}")
    if not present(cache, which):
        raise PocketOcrError(
            "none of the font packages can be had: run `apt-get update`, look at the network, "
            "or give a folder of fonts with --folder"
        )
    return present(cache, which)


def present(cache: Path, which: Which) -> list[str]:
    """The set's packages that are unpacked already."""
    return [p for p in _names(which) if (cache / "fonts" / p).is_dir()]


def _names(which: Which) -> tuple[str, ...]:
    return tuple(SMALL) if which == "small" else FULL


def files(
    cache: Path, which: Which, packages: Sequence[str], folders: Sequence[Path] = ()
) -> list[Source]:
    """The font files of the packages, then of the folders, in a stable order.

    Raises:
        PocketOcrError: a folder does not exist.
    """
    found = []
    for package in packages:
        folder = cache / "fonts" / package
        limit = SMALL[package] if which == "small" else None
        found += [Source(path, package, folder) for path in _fonts(folder)[:limit]]
    for folder in folders:
        if not folder.is_dir():
            raise PocketOcrError(f"no such folder of fonts: {folder}")
        found += [Source(path, folder.name, folder) for path in _fonts(folder)]
    return found


def unpack(deb: Path, target: Path) -> None:
    """The fonts and copyright files of a package, to `target`/usr/share/…, whole or not at all.

    Raises:
        subprocess.CalledProcessError, tarfile.TarError: the package is damaged.
    """
    work = target.with_name(f".{target.name}")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    command = ["dpkg-deb", "--fsys-tarfile", str(deb)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as archive,
    ):
        for member in archive:
            if member.isfile() and _wanted(PurePosixPath(member.name)):
                archive.extract(member, work, filter="data")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    work.replace(target)


def _wanted(name: PurePosixPath) -> bool:
    return name.suffix.lower() in (".ttf", ".otf") or name.name == "copyright"


def _fonts(folder: Path) -> list[Path]:
    paths = (p for p in folder.rglob("*") if p.suffix.lower() in (".ttf", ".otf") and p.is_file())
    return sorted(paths, key=lambda p: p.relative_to(folder).as_posix())


def _deb(folder: Path, package: str) -> Path:
    """The package's file, fetched unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(folder.glob(f"{package}_*.deb"))
    if there:
        return there[-1]
    _need("apt-get")
    work = folder / f".{package}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        subprocess.run(["apt-get", "download", package], cwd=work, check=True, capture_output=True)
        deb = next(iter(work.glob("*.deb")), None)
        if deb is None:
            raise FileNotFoundError(package)
        return deb.replace(folder / deb.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise PocketOcrError(
            f"fonts are fetched with {tool}, which is not here: use a Debian or Ubuntu system, "
            "or copy a filled cache folder to this one"
        )
