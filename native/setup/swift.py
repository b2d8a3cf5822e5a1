"""The part `swift`: a root of Debian 13 with a Swift compiler, CMake and OpenCV.

Debian 12 has no Swift. The root is only unpacked, never installed, and its programs see the rest of
this system through a mount namespace of their own: `bin/run swift build`, in any folder.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from native.setup import apt, parts, whole
from native.setup.apt import Apt, SetupError, run, unpack

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
"""Debian 12's own since its second point release; it holds the keys of Debian 13, too."""

SOURCES = f"""\
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: {KEYRING}
"""

_PACKAGES = """
swiftlang libstdc++-14-dev cmake ninja-build nlohmann-json3-dev libstb-dev
libopencv-core-dev libopencv-imgproc-dev bash dash coreutils sed grep
"""
_DROPPED = """
share/doc share/info share/locale share/man share/docc lib/python3.13
libexec/swift/lib/swift_static libexec/swift/lib/swift/embedded libexec/swift/lib/liblldb.so*
libexec/swift/lib/libsourcekitdInProc.so libexec/swift/bin/lldb* libexec/swift/bin/clangd
libexec/swift/bin/sourcekit-lsp libexec/swift/bin/docc libexec/swift/bin/repl_swift
"""

PACKAGES = tuple(_PACKAGES.split())
"""With all that these depend on."""

UNUSED = ("mesa-libgallium", "libllvm19", "libgl1-mesa-dri", "libvulkan1", "libz3-4")
"""Large, and depended on for OpenGL only, which nothing here loads."""

DROPPED = tuple(_DROPPED.split())
"""Debuggers, editors' servers, documentation: globs in the root's /usr."""

_TOOLS = ("apt-get", "dpkg-deb", "bash", "tar", "unshare")

_RUN = """\
#!/bin/sh
# Runs a program of the root, where you are: it sees this system's files but /usr and /etc.
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || own=--map-root-user
exec unshare --mount ${own-} sh -euc '
  here=$1; shift; at=$(pwd); root=$here/mount
  mount -t tmpfs -o mode=755 pocket-ocr "$root"
  for path in "$here"/root/*; do
    name=${path##*/}
    if [ -L "$path" ]; then cp -P "$path" "$root/"
    else case $name in usr|etc) mkdir "$root/$name"; mount --bind "$path" "$root/$name";; esac; fi
  done
  for path in /*; do
    [ -e "$root$path" ] || [ -L "$path" ] || [ ! -d "$path" ] ||
      { mkdir "$root$path"; mount --rbind "$path" "$root$path"; }
  done
  unset LD_PRELOAD LD_LIBRARY_PATH
  export LC_ALL=C.UTF-8 PATH=/usr/libexec/swift/bin:/usr/bin:/usr/sbin
  exec chroot "$root" sh -c "cd \\"\\$0\\" && exec \\"\\$@\\"" "$at" "$@"
' sh "$here" "$@"
"""


class Trixie(Apt):
    """Debian 13's packages, on any system that has its keys."""

    def __init__(self, folder: Path, architecture: str) -> None:
        """See Apt."""
        super().__init__(folder, architecture)
        sources = folder / "debian.sources"
        sources.write_text(SOURCES)
        only = (f"Dir::Etc::SourceList={sources}", "Dir::Etc::SourceParts=/dev/null")
        self._options += [part for each in only for part in ("-o", each)]

    def with_dependencies(self, packages: Sequence[str]) -> list[str]:
        """Names of packages and of all that they depend on.

        Raises:
            SetupError: one is not known.
        """
        options = ("install", "--print-uris", "-qq", "--no-install-recommends")
        said = self._get(*options, *packages).splitlines()
        # 'http://…' swiftlang_6.0.3-2_amd64.deb 444021676 SHA256:…
        names = [line.split()[1].split("_")[0] for line in said if line.startswith("'http")]
        if not names:
            raise SetupError(
                f"apt-get finds no way to install {packages[0]} of Debian 13: "
                f"{said[-1] if said else 'it said nothing'}"
            )
        return names


def key() -> str:
    """Digest of the code that makes the part."""
    files = (__file__, whole.__file__, apt.__file__)
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()


def prepare(cache: Path) -> Path:
    """The part's folder, `cache`/swift: its `bin/run` runs programs of its `root`.

    Raises:
        SetupError: it cannot be made here.
    """
    check_system()
    return whole.make_part("swift", cache.absolute(), key(), _fill)


def check_system(keyring: Path = KEYRING) -> None:
    """Refuse a system on which the part could not be made or would not run.

    Raises:
        SetupError: tools, Debian's keys, or the right to mount are missing.
    """
    for tool in _TOOLS:
        if shutil.which(tool) is None:
            raise SetupError(f"{tool} is not here: use a whole Debian 12, or a container of it")
    if not keyring.exists():
        raise SetupError(f"{keyring} is not here: install the package debian-archive-keyring")
    try:
        run(["sh", "-c", '[ "$(id -u)" = 0 ] || own=-r; unshare -m $own mount -t tmpfs none /mnt'])
    except SetupError as error:
        raise SetupError(
            f"folders cannot be mounted here ({error}): run as root, in a container with "
            "--privileged, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1)"
        ) from None


def _fill(part: Path, work: Path) -> dict[str, object]:
    """Fetch, unpack, trim; the packages' versions by name."""
    architecture = parts.recipe("host").architecture
    state = work / "apt"
    state.mkdir()
    source = Trixie(state, architecture)
    source.update()
    names = [each for each in source.with_dependencies(PACKAGES) if each not in UNUSED]
    whole.say("swift", f"{len(names)} packages of Debian 13 for {architecture}, about 550 MB")
    files = source.download(names, work / "debs")
    root = part / "root"
    for name in ("lib64", "sbin"):
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")
    versions = unpack(files, root)
    for path in [path for pattern in DROPPED for path in (root / "usr").glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in sorted(root.glob("usr/lib/*/*/lib*.so.3")):  # as `update-alternatives` would
        if path.parent.name in ("blas", "lapack"):
            (path.parents[1] / path.name).symlink_to(path.relative_to(path.parents[1]))
    command = part / "bin" / "run"
    command.parent.mkdir()
    command.write_text(_RUN)
    command.chmod(0o755)
    (part / "mount").mkdir()
    run([str(command), "swiftc", "--version"])
    return {"packages": versions}
