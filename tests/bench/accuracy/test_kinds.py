"""One case for each kind of miss, and their order of precedence."""

import pytest

from bench.accuracy.kinds import AN_KINDS, KINDS, kind_of
from model.evaluation.metrics import match

CASES = [
    ("Total", "Total", None),
    ("14B", "14 B", "spaces"),
    ("Total", "TOTAL", "case"),
    ("Total:", "total", "punctuation"),
    ("9.00", "9,00", "punctuation"),
    ("Total", "", "empty"),
    ("F.", "(", "empty"),
    ("COST", "COSI", "look-alike"),
    ("20005", "2O0o5", "look-alike"),
    ("in", "1n", "look-alike"),
    ("Solutions", "Solution", "cut"),
    ("1984", "984", "cut"),
    ("Hawai", "Hawaii", "added"),
    ("4518", "2-4518", "added"),
    ("Date", "bate", "one wrong"),
    ("THE", "TE", "one lost or added"),
    ("MAMI", "MLAMI", "one lost or added"),
    ("Incidence", "Tnzidence", "several wrong"),
    ("DUS", "OX", "garbled"),
]


@pytest.mark.parametrize(("label", "text", "kind"), CASES)
def test_each_miss_is_of_one_kind(label: str, text: str, kind: str | None) -> None:
    assert kind_of(label, text) == kind
    if kind is not None:
        assert match(label, text).an != (kind in AN_KINDS)


def test_every_kind_has_a_case() -> None:
    assert {kind for _, _, kind in CASES} - {None} == set(KINDS)
