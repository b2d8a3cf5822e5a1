"""Reading order in C++ is that of Python: on columns, tables, slopes and disorder."""

import json
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from native_steps import BUNDLE, Steps, steps

from contract import ordering
from scan.order import Item, order

pytestmark = pytest.mark.native


def _check(items: list[Item], core: Steps | None = None) -> list[list[list[int]]]:
    """The order of both, which must be the same one."""
    given = [[i.left, i.top, i.right, i.bottom, i.height] for i in items]
    found = (core or steps()).ask("order", items=given)["blocks"]
    expected = order(items)
    assert found == expected
    return expected


def _columns(rng: np.random.Generator, count: int) -> list[Item]:
    """Running text in columns, with lines missing, and paragraphs."""
    h = int(rng.integers(8, 40))
    width, gutter = int(rng.integers(8, 30)) * h, int(rng.integers(0, 4)) * h
    items = []
    for column in range(count):
        left = 50 + column * (width + gutter)
        leads = rng.choice([h + h // 2, h + h // 2, 2 * h, 4 * h], rng.integers(1, 30))
        for top in accumulate(leads.tolist(), initial=100 + int(rng.integers(0, 2)) * h):
            right = left + width - int(rng.integers(0, 6)) * h
            items.append(Item(left, int(top), max(right, left + 1), int(top) + h, h))
    return items


def _table(rng: np.random.Generator) -> list[Item]:
    """Cells in rows, some of them empty."""
    h, columns = int(rng.integers(8, 30)), int(rng.integers(2, 9))
    items = []
    for row in range(rng.integers(1, 30)):
        for column in range(columns):
            if rng.random() < 0.8:
                left, top = 10 * h * column + int(rng.integers(0, 4)) * h, 2 * h * row
                items.append(Item(left, top, left + int(rng.integers(1, 6)) * h, top + h, h))
    return items or [Item(0, 0, h, h, h)]


def _bent(items: list[Item], rng: np.random.Generator) -> list[Item]:
    """The items on a page that is not level, or curved."""
    slope, curve = rng.normal(0, 0.03), rng.normal(0, 3e-5)

    def down(item: Item) -> int:
        return round(slope * item.left + curve * item.left**2)

    return [Item(i.left, i.top + down(i), i.right, i.bottom + down(i), i.height) for i in items]


def _anywhere(rng: np.random.Generator) -> list[Item]:
    items = []
    for _ in range(rng.integers(1, 80)):
        left, top = rng.integers(-50, 1000, 2).tolist()
        width, height = int(rng.integers(1, 300)), int(rng.integers(1, 70))
        items.append(Item(left, top, left + width, top + height, int(rng.integers(0, 60))))
    return items


@pytest.mark.parametrize("seed", range(60))
def test_columns(seed: int):
    rng = np.random.default_rng([1, seed])
    items = _columns(rng, int(rng.integers(1, 6)))
    _check([items[i] for i in rng.permutation(len(items))])


@pytest.mark.parametrize("seed", range(60))
def test_a_heading_over_columns_and_a_number_below_them(seed: int):
    rng = np.random.default_rng([2, seed])
    items = _columns(rng, int(rng.integers(2, 4)))
    right, bottom = max(i.right for i in items), max(i.bottom for i in items)
    h = int(rng.integers(10, 60))
    heading = Item(60, 90 - 3 * h, right, 90 - 2 * h, h)
    number = Item(right // 2, bottom + 3 * h, right // 2 + h, bottom + 4 * h, h)
    blocks = _check([number, *items, heading])
    assert sum(len(row) for block in blocks for row in block) == len(items) + 2


@pytest.mark.parametrize("seed", range(60))
def test_tables_and_bent_pages(seed: int):
    rng = np.random.default_rng([3, seed])
    _check(_table(rng))
    _check(_bent(_table(rng), rng))
    _check(_bent(_columns(rng, int(rng.integers(1, 5))), rng))


@pytest.mark.parametrize("seed", range(100))
def test_disorder(seed: int):
    _check(_anywhere(np.random.default_rng([4, seed])))


def test_many_equal_items_keep_one_order():
    _check([Item(10, 10, 50, 30, 20)] * 70)
    _check([])


NUMBERS = [name for name in vars(ordering) if name.isupper() and name != "SKEW_LINES"]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_changes_changes_both(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    value = max(getattr(ordering, name) * 2 // 5, 2)
    monkeypatch.setattr(ordering, name, value)
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    manifest["numbers"][name] = value
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    core = Steps(tmp_path / "manifest.json")
    for seed in range(12):
        rng = np.random.default_rng([5, seed])
        _check(_columns(rng, 3), core)
        _check(_bent(_table(rng), rng), core)
        _check(_anywhere(rng), core)
    core.close()
