"""Packages of npm without installing them: the archive, checked, is unpacked and nothing is run."""

import base64
import hashlib
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from native.setup.apt import SetupError, run
from native.setup.whole import make_part, say


@dataclass(frozen=True)
class Package:
    """A package at a version; `integrity` is the registry's "sha512-…" of its archive."""

    name: str
    version: str
    integrity: str


def fetch(package: Package, into: Path) -> None:
    """Unpack a package into a folder, which is made or empty: `package.json` lies in it.

    Raises:
        SetupError: npm is not here, the package cannot be had, or it is not the one wanted.
    """
    if shutil.which("npm") is None:
        raise SetupError("npm is not here: install it (Debian's package `npm`), with Node.js")
    wanted = f"{package.name}@{package.version}"
    with TemporaryDirectory() as work:
        run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", work, wanted])
        archives = sorted(Path(work).glob("*.tgz"))
        if len(archives) != 1:
            raise SetupError(f"npm fetched no {wanted}: look at the network, or try again later")
        found = integrity(archives[0])
        if found != package.integrity:
            raise SetupError(f"{wanted} is another than expected: {found}")
        with tarfile.open(archives[0]) as archive:
            members = [
                member.replace(name=member.name.partition("/")[2], deep=False) for member in archive
            ]
            archive.extractall(into, members, filter="data")


def make_package_part(
    name: str, package: Package, cache: Path, finish: Callable[[Path], None] | None = None
) -> Path:
    """The folder `cache`/`name`: a package, fetched if it is not there, and what `finish` does.

    Raises:
        SetupError: it cannot be made here.
    """

    def fill(part: Path, _: Path) -> dict[str, object]:
        say(name, f"{package.name} {package.version} of npm")
        fetch(package, part)
        if finish:
            finish(part)
        return {"version": package.version}

    facts = Path(__file__).read_bytes() + package.integrity.encode()
    return make_part(name, cache, hashlib.sha256(facts).hexdigest(), fill)


def integrity(archive: Path) -> str:
    """The registry's name for an archive's bytes."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{base64.b64encode(digest).decode()}"
