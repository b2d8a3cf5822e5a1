"""The Kotlin library reads every page as the reference: text, quads, confidences, order, all equal.

The net ran once, in Python: the library gets the logits that were recorded, tile by tile.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from android_host import Jvm, with_texts, write_recorded

from contract.charset import CHARSET
from model.backends.litert import LiteRtBackend
from parity.corpus import read_pages
from parity.native.recording import Recording, record
from scan.worker import DEFAULT_BUNDLE

pytestmark = pytest.mark.native

PAGES = {page.name: page.grey for page in read_pages()}
BEYOND = str.maketrans("aeionrst ", "’–€£😀𝒆é\ufffd ")
"""Letters in place of others: of three bytes in UTF-8, and of two units in UTF-16."""


@dataclass(frozen=True)
class Reading:
    """A page, the rotation that is named, and whether words are corrected."""

    page: str
    rotation: int | None = None
    lexicon: bool = True

    def __str__(self) -> str:
        plain = "" if self.lexicon else "-plain"
        return self.page + plain + ("" if self.rotation is None else f"-{self.rotation}")


READINGS = [
    *(Reading(name) for name in PAGES),
    *(Reading("table-headings", turn) for turn in (0, 90, 180, 270)),
    *(Reading(name, lexicon=False) for name in ("letter-pale", "receipt-camera", "form-fax")),
]


class Renamed:
    """LiteRT with another charset of the same size."""

    lexicon = None

    def __init__(self, backend: LiteRtBackend, charset: str) -> None:
        self.name, self.charset, self.logits = backend.name, charset, backend.logits
        self.tile_widths, self.calibration = backend.tile_widths, backend.calibration


@pytest.fixture(scope="module")
def recordings() -> dict[str, Recording]:
    backends = {known: LiteRtBackend(DEFAULT_BUNDLE, lexicon=known) for known in (True, False)}
    return {
        str(each): record(PAGES[each.page], backends[each.lexicon], each.rotation)
        for each in READINGS
    }


@pytest.fixture(scope="module")
def folder(
    jvm: Jvm, recordings: dict[str, Recording], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Recorded pages, and beside each what the library read."""
    folder = tmp_path_factory.mktemp("recorded")
    for each in READINGS:
        options = {"rotation": each.rotation, "lexicon": each.lexicon}
        write_recorded(folder, str(each), PAGES[each.page], recordings[str(each)], **options)
    jvm.run("read", DEFAULT_BUNDLE, folder)
    return folder


def read(folder: Path, key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{key}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("key", [str(key) for key in READINGS])
def test_a_page_is_the_references(folder: Path, recordings: dict[str, Recording], key: str):
    assert read(folder, key) == with_texts(recordings[key].page)


def test_the_corpus_has_text(recordings: dict[str, Recording]):
    assert sum(len(recording.page["blocks"]) > 0 for recording in recordings.values()) >= 15


def test_the_lexicon_makes_a_difference(recordings: dict[str, Recording]):
    plain = [each for each in READINGS if not each.lexicon]
    assert any(recordings[str(each)].page != recordings[each.page].page for each in plain)


def test_letters_beyond_ascii_and_beyond_16_bits(jvm: Jvm, tmp_path: Path):
    charset = CHARSET.translate(BEYOND)
    assert len(charset) == len(CHARSET)
    bundle = shutil.copytree(DEFAULT_BUNDLE, tmp_path / "bundle")
    text = (charset + "\n").encode()
    (bundle / "charset.txt").write_bytes(text)
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["charset"]["sha256"] = hashlib.sha256(text).hexdigest()
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    recording = record(PAGES["letter-clean"], Renamed(LiteRtBackend(DEFAULT_BUNDLE), charset))
    recorded = tmp_path / "recorded"
    recorded.mkdir()
    write_recorded(recorded, "letter", PAGES["letter-clean"], recording, lexicon=False)
    jvm.run("read", bundle, recorded)
    found = read(recorded, "letter")
    assert found == with_texts(recording.page)
    assert set("’–€😀𝒆") <= set(found["text"])
