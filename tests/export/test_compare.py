"""A rebuilt bundle and the shipped one: what the manifest promises must be the same."""

import pytest
from bundles import digest, manifest_json, write_bundle

from contract.bundle import read_bundle
from contract.errors import PocketOcrError
from contract.lexicon import dump
from export.compare import compare
from synth.text.lexicon import build


def test_another_lexicon_is_told(tmp_path):
    shipped = read_bundle(write_bundle(tmp_path / "shipped"))
    data = dump(build({"dog": 1}))
    facts = {"file": "lexicon.bin", "sha256": digest(data), "words": 1}
    folder = write_bundle(tmp_path / "rebuilt", {**manifest_json(), "lexicon": facts})
    (folder / "lexicon.bin").write_bytes(data)
    with pytest.raises(PocketOcrError, match="differ in lexicon"):
        compare(read_bundle(folder), shipped)
