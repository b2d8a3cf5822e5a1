"""The parts of the cache folder: `host` to build here, `arm64` to build for and run as a phone."""

import hashlib
import json
import platform
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from native.setup import apt, cmake, emulated, packages
from native.setup.apt import SetupError, check_system, is_debian_12, private_apt, unpack
from native.setup.whole import make_part, say, stamp

REPOSITORY = Path(__file__).parents[2]
SYSTEM = Path("/usr")
CONSTRAINTS = REPOSITORY / "constraints.txt"
_CODE = (__file__, apt.__file__, cmake.__file__, emulated.__file__, packages.__file__)

_DEBIAN = {"x86_64": "amd64", "aarch64": "arm64"}
_TRIPLET = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}


@dataclass(frozen=True)
class Recipe:
    """What a part is made of: Debian packages by root and architecture, and wheels."""

    name: str
    architecture: str
    """Debian's name of this machine's."""
    roots: dict[str, tuple[str, tuple[str, ...]]]
    """Folder of the part ('' is itself) → architecture, packages."""
    wheels: dict[str, str]

    @property
    def key(self) -> str:
        """Digest of the recipe and of the code that follows it."""
        code = b"".join(Path(file).read_bytes() for file in _CODE)
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode() + code).hexdigest()


def recipe(name: str, machine: str | None = None) -> Recipe:
    """The recipe of `host` or `arm64` on a machine (platform.machine()), by default this one.

    Raises:
        SetupError: there is none.
    """
    machine = machine or platform.machine()
    here = _DEBIAN.get(machine)
    if here is None:
        raise SetupError(f"there are parts for x86_64 and aarch64, this machine is {machine}")
    library = (*packages.OPENCV, *packages.HEADERS)
    if name == "host":
        also = packages.OF_AMD64 if here == "amd64" else ()
        return Recipe(name, here, {"": (here, library + also)}, {})
    if here != "amd64":
        raise SetupError("the emulator is for x86_64; this machine is arm64 itself: use `host`")
    roots = {
        "tools": ("amd64", packages.COMPILER + packages.EMULATOR),
        "root": ("arm64", library + packages.PYTHON),
    }
    return Recipe(name, here, roots, emulated.pins(CONSTRAINTS))


def prepare(name: str, cache: Path) -> Path:
    """The folder of a part, `cache`/`name`; made if it is absent or made by another recipe.

    Raises:
        SetupError: it cannot be made here.
    """
    wanted = recipe(name)
    if stamp(cache / name).get("key") != wanted.key:
        if name == "host" and _has_its_own(wanted.architecture):
            say(name, f"not Debian 12: the OpenCV of this system in {SYSTEM} is taken")
            return SYSTEM
        check_system()

    def fill(part: Path, work: Path) -> dict[str, object]:
        versions = _fill(wanted, part, work, cache)
        _finish(wanted, part, work)
        return {"packages": versions, "wheels": wanted.wheels}

    return make_part(name, cache, wanted.key, fill)


def _has_its_own(architecture: str) -> bool:
    """Whether another system than Debian 12 has OpenCV 4 and the headers installed."""
    version = SYSTEM / f"lib/{_TRIPLET[architecture]}/cmake/opencv4/OpenCVConfig-version.cmake"
    headers = (SYSTEM / "include/nlohmann/json.hpp", SYSTEM / "include/stb/stb_image.h")
    return not is_debian_12() and all(path.exists() for path in (version, *headers))


def _fill(wanted: Recipe, part: Path, work: Path, cache: Path) -> dict[str, str]:
    """Fetch and unpack the packages; returns their versions by name:architecture."""
    versions: dict[str, str] = {}
    for root, (architecture, names) in wanted.roots.items():
        say(wanted.name, f"lists of packages, then {len(names)} packages for {architecture}")
        with private_apt(cache, architecture) as source:
            files = source.download(names, work / f"debs-{architecture}")
        found = unpack(files, part / root)
        versions |= {f"{each}:{architecture}": version for each, version in found.items()}
        _tidy(part / root, _TRIPLET[architecture])
    return versions


def _finish(wanted: Recipe, part: Path, work: Path) -> None:
    """Add what no package holds."""
    triplet = _TRIPLET[wanted.architecture]
    if wanted.name == "host":
        cmake.configure_opencv(part, triplet, inherited_path=True)
        return
    root = part / "root"
    cmake.configure_opencv(root, _TRIPLET["arm64"], inherited_path=False)
    cmake.write_toolchain(part)
    say(wanted.name, f"{' and '.join(wanted.wheels)} for arm64")
    emulated.add_wheels(root, wanted.wheels, work / "wheels")
    emulated.describe_processor(root)
    emulated.write_commands(part, triplet)


def _tidy(root: Path, triplet: str) -> None:
    """Put BLAS and LAPACK where `update-alternatives` would; drop what is large and unused."""
    libraries = root / "usr" / "lib" / triplet
    for name in ("blas", "lapack"):
        for path in sorted((libraries / name).glob("*.so.3")):
            (libraries / path.name).symlink_to(f"{name}/{path.name}")
    unused = [*libraries.glob("libopencv_*.a"), *libraries.glob("libstb.*"), root / "usr/share/doc"]
    unused += [p for p in root.glob("usr/bin/qemu-*") if p.name != "qemu-aarch64-static"]
    for path in unused:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
