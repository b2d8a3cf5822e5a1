"""The contract hash notices a change of framing, whatever its kind."""

import inspect

import pytest

from contract import numbers
from detector.framing import contract_hash, crop, fingerprint, strip

ORIGINAL = contract_hash()


def fresh_hash() -> str:
    return fingerprint.contract_hash.__wrapped__()


def test_it_is_the_same_each_time() -> None:
    assert fresh_hash() == ORIGINAL and len(ORIGINAL) == 64


@pytest.mark.parametrize("name", sorted(k for k in vars(numbers) if k.isupper()))
def test_every_number_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = getattr(numbers, name)
    if name in ("STRIP_HEIGHT", "TILE_WIDTHS"):
        value = 64 if name == "STRIP_HEIGHT" else (128,)
        monkeypatch.setattr(numbers, name, value)
    else:
        monkeypatch.setattr(numbers, name, value + 1)
    assert fresh_hash() != ORIGINAL


@pytest.mark.parametrize(
    ("module", "name", "change"),
    [
        (crop, "is_light_on_dark", lambda ink: False),
        (crop, "clear_side_bars", lambda grey, ink: grey),
        (crop, "ink_rows", lambda ink: (0, ink.shape[0])),
        (strip, "level", lambda image: image),
    ],
)
def test_every_step_of_the_framing_counts(
    module: object, name: str, change: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, change)
    assert fresh_hash() != ORIGINAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("height // 16", "height // 15"),
        ("85 * width", "90 * width"),
        ("2 * (top - b)", "3 * (top - b)"),
        ("6 * (a - bottom)", "5 * (a - bottom)"),
    ],
)
def test_a_threshold_among_the_rows_counts(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = inspect.getsource(crop.ink_rows)
    assert old in source
    scope = dict(vars(crop))
    exec(source.replace(old, new), scope)
    monkeypatch.setattr(crop, "ink_rows", scope["ink_rows"])
    assert fresh_hash() != ORIGINAL
