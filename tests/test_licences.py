"""What a package must tell of others' works in it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_the_notice_of_the_lexicons_words():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    texts = [(ROOT / name).read_text() for name in project["license-files"]]
    assert any("Apache License" in text for text in texts)
    assert any("Kevin Atkinson" in text and "Princeton University" in text for text in texts)


def test_the_shipped_lexicon_is_the_one_beside_the_weights():
    shipped = ROOT / "pocket_ocr" / "bundle" / "lexicon.bin"
    assert shipped.read_bytes() == (ROOT / "model" / "weights" / "lexicon.bin").read_bytes()
