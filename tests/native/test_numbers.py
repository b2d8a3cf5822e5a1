"""The C++ core knows every number of the contract by name, and none by value."""

import re
from pathlib import Path

from contract.manifest import contract_numbers

CONTRACT = Path(__file__).resolve().parents[2] / "native" / "src" / "contract"


def test_the_list_of_names_is_the_contracts() -> None:
    lines = (CONTRACT / "numbers.inc").read_text().splitlines()
    assert lines[0].startswith("//")
    assert lines[1:] == [f"POCKET_OCR_NUMBER({name})" for name in contract_numbers()]


def test_no_name_comes_with_a_value() -> None:
    text = (CONTRACT / "numbers.h").read_text() + (CONTRACT / "numbers.inc").read_text()
    assert set(re.findall(r"=\s*(\d+)", text)) == {"0"}
