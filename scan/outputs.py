"""Where the results of a scan go: standard output, a file, or a folder with a file per input."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from contract.errors import PocketOcrError
from scan.sources import InputFile


def targets(
    files: Sequence[InputFile], output: Path, suffix: str, one_file: bool
) -> dict[InputFile, Path]:
    """The path that each input's result is written to.

    Args:
        files: the inputs.
        output: a file if `one_file` holds and there is no such folder, else a folder, which keeps
            the subfolders of the inputs.
        suffix: of the results. It replaces that of the input, unless two inputs differ in
            nothing else: then it follows it.
        one_file: whether there is just one input, named as a file.

    Raises:
        PocketOcrError: a result would replace an input or another result, or the folder is a file.
    """
    if one_file and not output.is_dir():
        found = dict.fromkeys(files, output)
    else:
        if output.exists() and not output.is_dir():
            raise PocketOcrError(f"{output} is a file: name a folder for several results")
        bare = {file: _key(file.relative.with_suffix("")) for file in files}
        counts = Counter(bare.values())
        found = {
            file: output / file.relative.with_name(
                (file.relative.stem if counts[bare[file]] == 1 else file.relative.name) + suffix
            )
            for file in files
        }  # fmt: skip
    _check(files, found)
    return found


def page_target(target: Path, index: int, count: int) -> Path:
    """The path of one page's picture: numbered from 1 if there are several."""
    return target if count == 1 else target.with_stem(f"{target.stem}-{index + 1}")


def _check(files: Sequence[InputFile], found: dict[InputFile, Path]) -> None:
    inputs = {file.path.resolve() for file in files}
    taken: dict[str, InputFile] = {}
    for file, target in found.items():
        if target.resolve() in inputs:
            raise PocketOcrError(f"{target} is an input: name another --output")
        other = taken.setdefault(_key(target), file)
        if other is not file:
            raise PocketOcrError(
                f"{other.path} and {file.path} would both be written to {target}: "
                "scan them one after the other, into different folders"
            )


def _key(path: Path) -> str:
    """The same for paths that a file system may take for the same."""
    return str(path).casefold()
