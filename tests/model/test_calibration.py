"""Calibrated confidence: the table's rules, the fit, and the measure of its quality."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import ContractError
from model.calibration import (
    MAX_KNOTS,
    UNCALIBRATED,
    Calibration,
    expected_calibration_error,
    fit,
    load_calibration,
    word_feature,
)
from model.decode import Char, Word

TABLE = Calibration(((-1000, 100), (-500, 101), (0, 950)))


@st.composite
def calibrations(draw: st.DrawFn) -> Calibration:
    features = draw(st.sets(st.integers(-50_000, 0), min_size=1, max_size=MAX_KNOTS))
    values = draw(st.lists(st.integers(0, 1000), min_size=len(features), max_size=len(features)))
    return Calibration(tuple(zip(sorted(features), sorted(values), strict=True)))


def sample(n: int, seed: int) -> tuple[list[int], list[bool]]:
    """Words whose chance to be right is exp(feature / 1024), the ideal case."""
    rng = np.random.default_rng(seed)
    features = -rng.exponential(700, n).astype(int)
    return features.tolist(), (rng.random(n) < np.exp(features / 1024)).tolist()


def test_feature_is_the_characters_sum_and_the_worst_step() -> None:
    chars = (Char(1, 0, 0, 0, -10), Char(2, 2, 3, 3, -20))
    assert word_feature(Word("ab", chars, 0, 3, logprob=-95, worst=-60)) == -90


def test_knots_and_between_them_floor() -> None:
    assert [TABLE.confidence(f) for f in (-1000, -500, 0)] == [100, 101, 950]
    assert TABLE.confidence(-501) == 100
    assert TABLE.confidence(-250) == 525


def test_beyond_the_knots_it_stays() -> None:
    assert (TABLE.confidence(-99_999), TABLE.confidence(7)) == (100, 950)


@given(calibrations(), st.integers(-60_000, 10), st.integers(0, 5000))
def test_confidence_is_monotone_and_bounded(table: Calibration, f: int, more: int) -> None:
    assert 0 <= table.confidence(f) <= table.confidence(f + more) <= 1000


@given(calibrations())
def test_json_round_trip(table: Calibration) -> None:
    assert Calibration.from_json(json.loads(json.dumps(table.to_json()))) == table


@pytest.mark.parametrize(
    "knots",
    [
        (),
        ((0, 5), (0, 6)),
        ((0, 6), (1, 5)),
        ((0, -1),),
        ((0, 1001),),
        ((0, 1.5),),
        ((0, True),),
        tuple((k, k) for k in range(MAX_KNOTS + 1)),
    ],
)
def test_broken_tables_are_refused(knots: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ContractError, match="calibration"):
        Calibration(knots)


@pytest.mark.parametrize("text", ["", "[]", '{"knots": 3}', '{"knots": [[1]]}', '{"knots": []}'])
def test_broken_files_are_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    file.write_text(text)
    with pytest.raises(ContractError, match="calibration"):
        load_calibration(file)
    with pytest.raises(ContractError, match=r"no\.json"):
        load_calibration(tmp_path / "no.json")


def test_fit_is_calibrated_on_other_words() -> None:
    table = fit(*sample(6000, seed=1))
    features, correct = sample(6000, seed=2)
    fitted = expected_calibration_error([table.confidence(f) for f in features], correct)
    default = expected_calibration_error([UNCALIBRATED.confidence(f) for f in features], correct)
    assert fitted < 0.025 < default
    assert len(table.knots) <= MAX_KNOTS


def test_fit_respects_the_number_of_knots() -> None:
    assert 2 <= len(fit(*sample(4000, seed=3), knots=5).knots) <= 5


def test_fit_pools_what_contradicts_the_order() -> None:
    # the higher half of the features is right less often: one block, its mean
    table = fit([-10] * 100 + [-5] * 100, [True] * 80 + [False] * 20 + [True] * 60 + [False] * 40)
    assert table.knots == ((-8, 700),)


def test_fit_needs_words() -> None:
    with pytest.raises(ContractError, match="too few"):
        fit([0] * 99, [True] * 99)


def test_ece_by_hand() -> None:
    # bin of 0.9: mean 0.9, right 1/2; bin of 0.1: mean 0.1, right 0
    assert expected_calibration_error([900, 900, 100, 100], [True, False, False, False]) == (
        pytest.approx((2 * 0.4 + 2 * 0.1) / 4)
    )
    assert expected_calibration_error([1000, 0], [True, False]) == 0
    assert expected_calibration_error([1000, 0], [False, True]) == 1
    assert expected_calibration_error([], []) == 0
