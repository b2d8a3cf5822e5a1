"""The Swift reader on Linux reads the parity corpus as Python does.

The net is here, at the other ends of two pipes: for the pages' tiles the logits that the reference
got for the very same tiles, for all others LiteRT's.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from native_steps import BUNDLE, ROOT
from swift_package import Swift

from model.backends.litert import LiteRtBackend
from parity.corpus import DATA, read_pages
from parity.native.device import digest
from parity.native.recording import Recording, record

pytestmark = pytest.mark.native

PAGES = {page.name: page.grey for page in read_pages()}
Net = Callable[[np.ndarray], np.ndarray]


@pytest.fixture(scope="module")
def backend() -> LiteRtBackend:
    return LiteRtBackend(BUNDLE)


@pytest.fixture(scope="module")
def recorded(backend: LiteRtBackend) -> dict[str, Recording]:
    """By the name of the file that is written, with the bundle's lexicon and without."""
    plain = LiteRtBackend(BUNDLE, lexicon=False)
    return {name: record(grey, backend) for name, grey in PAGES.items()} | {
        f"{name}.plain": record(grey, plain) for name, grey in PAGES.items()
    }


@pytest.fixture(scope="module")
def output(
    swift: Swift,
    backend: LiteRtBackend,
    recorded: Mapping[str, Recording],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """What pocketocr-host wrote with the bundle's model."""
    folder = tmp_path_factory.mktemp("swift")
    known = {key: made for each in recorded.values() for key, made in each.logits.items()}

    def net(tiles: np.ndarray) -> np.ndarray:
        keys = [digest(tile) for tile in tiles]
        if all(key in known for key in keys):
            return np.stack([known[key] for key in keys])
        return backend.logits(tiles)

    with host(swift, BUNDLE, folder) as process:
        serve(process, net, backend.tile_widths[0])
    assert process.returncode == 0
    return folder


@contextmanager
def host(swift: Swift, bundle: Path, output: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """pocketocr-host with the corpus; ended when its input does."""
    command = [swift.run, swift.program, bundle, DATA, output, "litert-swift"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        yield process


def serve(process: "subprocess.Popen[bytes]", net: Net, width: int) -> None:
    """Answer tiles until there are no more: see native/tools/net.py."""
    assert process.stdin is not None
    assert process.stdout is not None
    while header := process.stdout.read(4):
        shape = (int.from_bytes(header, "little"), 32, width)
        tiles = np.frombuffer(process.stdout.read(int(np.prod(shape))), np.uint8)
        process.stdin.write(net(tiles.reshape(shape)).astype("<f4").tobytes())
        process.stdin.flush()


def with_texts(page: dict[str, Any]) -> dict[str, Any]:
    """A page's JSON in the form of Swift's, which has the texts of blocks and page in it, too."""
    blocks = [
        block | {"text": "\n".join(line["text"] for line in block["lines"])}
        for block in page["blocks"]
    ]
    return page | {"blocks": blocks, "text": "\n\n".join(block["text"] for block in blocks)}


@pytest.mark.parametrize("name", [name + plain for name in PAGES for plain in ("", ".plain")])
def test_a_page_is_pythons(name: str, output: Path, recorded: Mapping[str, Recording]) -> None:
    found = json.loads((output / f"{name}.json").read_text(encoding="utf-8"))
    assert found == with_texts(recorded[name].page)


def test_no_other_pages_were_written(output: Path, recorded: Mapping[str, Recording]) -> None:
    assert {path.stem for path in output.iterdir()} == {*recorded, "report"}


def test_the_report_passes_the_gates(output: Path) -> None:
    command = [sys.executable, "-m", "parity", "--runner", "report"]
    done = subprocess.run(
        [*command, "--from", output / "report.json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "litert-swift" in done.stdout


def test_other_logits_miss_a_gate(
    swift: Swift, backend: LiteRtBackend, output: Path, tmp_path: Path
) -> None:
    """The report tells what the device's net gave, not what it should have given."""

    def net(tiles: np.ndarray) -> np.ndarray:
        return np.roll(backend.logits(tiles), 1, axis=2)

    with host(swift, BUNDLE, tmp_path) as process:
        serve(process, net, backend.tile_widths[0])
    assert process.returncode == 0
    command = [sys.executable, "-m", "parity", "--runner", "report"]
    done = subprocess.run([*command, "--from", tmp_path / "report.json"], cwd=ROOT, check=False)
    assert done.returncode == 1


def test_logits_that_are_not_finite_end_with_a_sentence(
    swift: Swift, backend: LiteRtBackend, tmp_path: Path
) -> None:
    def net(tiles: np.ndarray) -> np.ndarray:
        return np.full_like(backend.logits(tiles), np.nan)

    with host(swift, BUNDLE, tmp_path) as process:
        serve(process, net, backend.tile_widths[0])
        assert process.stderr is not None
        assert "finite" in process.stderr.read().decode()
    assert process.returncode == 1


def test_a_net_that_ends_is_told_in_a_sentence(swift: Swift, tmp_path: Path) -> None:
    with host(swift, BUNDLE, tmp_path) as process:
        _, said = process.communicate(b"")
    assert process.returncode == 1
    assert said.decode() == "pocketocr-host: the net's program has ended\n"
