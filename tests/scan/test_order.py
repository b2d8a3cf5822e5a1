"""Reading order: columns one after the other, rows of tables and receipts side by side."""

import time
from collections.abc import Sequence
from math import sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scan.order import Item, order

H = 20
PITCH = 36


def item(left: int, y: int, width: int, height: int = H) -> Item:
    """A run of words whose capitals stand on y."""
    return Item(left, y - height, left + width, y + height // 4, height)


def prose(left: int, top: int, lines: int, width: int = 500, pitch: int = PITCH) -> list[Item]:
    """A column of ragged lines, every seventh of them a paragraph's last."""
    return [
        item(left, top + i * pitch, width // 2 if i % 7 == 6 else width - 17 * (i % 4))
        for i in range(lines)
    ]


def flat(items: Sequence[Item]) -> list[int]:
    return [index for block in order(items) for row in block for index in row]


def rows(items: Sequence[Item]) -> list[list[int]]:
    return [row for block in order(items) for row in block]


def mixed(items: Sequence[Item]) -> tuple[list[Item], list[int]]:
    """The items in another order, and where each of them went: order must not depend on it."""
    places = sorted(range(len(items)), key=lambda i: (i * 7919) % 104729)
    return [items[i] for i in places], places


def assert_read_in_this_order(items: Sequence[Item]) -> None:
    shuffled, places = mixed(items)
    assert [places[i] for i in flat(shuffled)] == list(range(len(items)))


def test_nothing() -> None:
    assert order([]) == []


def test_one_item() -> None:
    assert order([item(5, 50, 100)]) == [[[0]]]


def test_lines_of_a_letter() -> None:
    assert_read_in_this_order(prose(100, 100, 30))


def test_a_paragraph_is_a_block() -> None:
    items = prose(100, 100, 6) + prose(100, 100 + 8 * PITCH, 5)
    assert [[row[0] for row in block] for block in order(items)] == [
        list(range(6)),
        list(range(6, 11)),
    ]


@pytest.mark.parametrize("shift", [0, 5, PITCH // 2])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_columns_of_text_one_after_the_other(count: int, shift: int) -> None:
    columns = [prose(100 + 550 * c, 100 + shift * c, 20 - c) for c in range(count)]
    assert_read_in_this_order([line for column in columns for line in column])


def test_headings_come_before_the_columns_that_they_span() -> None:
    title, middle = item(300, 80, 500, 2 * H), item(200, 100 + 13 * PITCH, 700)
    items = [title]
    items += prose(100, 150, 9) + prose(650, 150, 10)
    items += [middle]
    items += prose(100, 150 + 14 * PITCH, 12) + prose(650, 150 + 14 * PITCH, 9)
    assert_read_in_this_order(items)


def test_a_heading_over_two_of_three_columns() -> None:
    wide = item(100, 100, 1000, 2 * H)
    items = [wide, *prose(100, 160, 18), *prose(650, 160, 18), *prose(1200, 100, 20)]
    assert_read_in_this_order(items)


def test_a_short_title_does_not_take_the_first_lines_of_columns_with_it() -> None:
    title, author = item(420, 80, 400, 2 * H), item(560, 125, 130)
    left, right = prose(100, 180 + PITCH // 3, 20), prose(650, 180, 20)
    assert_read_in_this_order([title, author, *left, *right])


def test_a_date_and_a_page_number_stand_apart() -> None:
    date, number = item(1000, 60, 150), item(100, 100 + 25 * PITCH, 40)
    items = [date, *prose(100, 200, 20), *prose(650, 200, 20), number]
    assert_read_in_this_order(items)


def receipt(top: int = 100) -> list[Item]:
    """A shop's head, goods with prices, some on two lines, totals."""
    items = [item(220, top, 160), item(180, top + PITCH, 240), item(150, top + 2 * PITCH, 300)]
    y = top + 4 * PITCH
    for i in range(12):
        items += [item(40, y, 150 + 40 * (i % 5)), item(480, y, 80)]
        y += PITCH
        if i % 3 == 0:
            items.append(item(60, y, 120))
            y += PITCH
    for _ in range(4):
        items += [item(200, y, 130), item(470, y, 90)]
        y += PITCH
    return items


def test_a_receipt_row_by_row() -> None:
    items = receipt()
    assert_read_in_this_order(items)
    assert [3, 4] in rows(items)


def table(rows: int, columns: int, missing: int = 11) -> list[Item]:
    """Cells of many lengths; one in `missing` is empty."""
    return [
        item(100 + 260 * c, 200 + 40 * r, 60 + (r * 37 + c * 53) % 150)
        for r in range(rows)
        for c in range(columns)
        if (r * columns + c) % missing
    ]


@pytest.mark.parametrize("columns", [2, 3, 8])
def test_a_table_row_by_row(columns: int) -> None:
    items = [item(300, 100, 400, 2 * H), *table(25, columns)]
    assert_read_in_this_order(items)


def test_a_form_has_a_label_and_its_value_on_one_row() -> None:
    pairs = [
        (item(80, 100 + 50 * i, 90 + 15 * (i % 4)), item(300, 102 + 50 * i, 100 + 31 * (i % 5)))
        for i in range(12)
    ]
    items = [each for pair in pairs for each in pair]
    assert_read_in_this_order(items)
    assert rows(items) == [[2 * i, 2 * i + 1] for i in range(12)]


def test_a_numbered_list_keeps_its_numbers_beside_columns() -> None:
    def listed(left: int) -> list[Item]:
        lines = prose(left + 60, 100, 21, 480)
        return [
            each
            for i, line in enumerate(lines)
            for each in ([item(left, 100 + i * PITCH, 22), line] if i % 7 == 0 else [line])
        ]

    assert_read_in_this_order(listed(100) + listed(750))


def test_blocks_that_do_not_stand_beside_each_other_line_by_line() -> None:
    left = [item(100, 100 + i * 36, 150 + 20 * (i % 3)) for i in range(10)]
    right = [item(500, 118 + i * 36, 130 + 25 * (i % 4)) for i in range(8)]
    assert_read_in_this_order(left + right)


def test_what_is_diagonal_is_read_downwards() -> None:
    sender = [item(700, 100 + i * PITCH, 200 + 9 * i) for i in range(4)]
    receiver = [item(100, 300 + i * PITCH, 180 + 7 * i) for i in range(4)]
    assert_read_in_this_order(sender + receiver)


def moved(items: Sequence[Item], down: Sequence[int]) -> list[Item]:
    return [
        Item(i.left, i.top + d, i.right, i.bottom + d, i.height)
        for i, d in zip(items, down, strict=True)
    ]


@pytest.mark.parametrize("permille", [-17, -9, 9, 17])
@pytest.mark.parametrize("page", [receipt(), table(20, 5), prose(50, 100, 20) + prose(650, 100, 9)])
def test_rows_that_climb_or_sink(page: list[Item], permille: int) -> None:
    down = [(i.left + i.right) * permille // 2000 for i in page]
    assert_read_in_this_order(moved(page, down))


def test_rows_of_a_curled_page() -> None:
    page = table(20, 6, missing=1000)
    down = [round(15 * sin((i.left + i.right) / 1100)) for i in page]
    assert_read_in_this_order(moved(page, down))


def test_a_large_total_stays_on_its_row() -> None:
    items = [
        item(40, 100, 100),
        item(400, 100, 60),
        item(40, 160, 120, 34),
        item(360, 160, 150, 34),
    ]
    assert rows(items) == [[0, 1], [2, 3]]


numbers = st.integers(-3000, 3000)
sizes = st.integers(0, 600)
items_anywhere = st.lists(
    st.builds(
        lambda x, y, w, h, cap: Item(x, y, x + w, y + h, cap),
        numbers, numbers, sizes, sizes, st.one_of(st.integers(1, 60), st.integers(0, 10**6)),
    ),
    max_size=40,
)  # fmt: skip


@given(items_anywhere)
def test_every_item_is_read_once(items: list[Item]) -> None:
    assert sorted(flat(items)) == list(range(len(items)))
    assert all(row for block in order(items) for row in block)
    assert all(order(items))


@given(items_anywhere)
def test_rows_go_from_left_to_right(items: list[Item]) -> None:
    for row in rows(items):
        lefts = [items[index].left for index in row]
        assert lefts == sorted(lefts)


@given(st.lists(st.tuples(numbers, numbers, sizes), unique=True, max_size=40), st.randoms())
def test_the_order_of_the_items_given_does_not_matter(boxes, random) -> None:
    items = [item(x, y, w) for x, y, w in boxes]
    places = list(range(len(items)))
    random.shuffle(places)
    found = order([items[i] for i in places])
    assert [[[places[i] for i in row] for row in block] for block in found] == order(items)


@given(items_anywhere, numbers)
@settings(max_examples=50)
def test_where_on_the_page_does_not_matter(items: list[Item], x: int) -> None:
    there = [Item(i.left + x, i.top + 14, i.right + x, i.bottom + 14, i.height) for i in items]
    assert order(there) == order(items)


@pytest.mark.parametrize(
    "page",
    [
        table(500, 10, missing=10**6),
        prose(100, 100, 1700) + prose(650, 100, 1700) + prose(1200, 100, 1600),
        [item(10, 50, 40)] * 5000,
        [item(10 + 60 * i, 50 + 30 * i, 50) for i in range(5000)],
        [item(i * 7919 % 3000, i * 104729 % 4000, 5 + i % 60, 5 + i % 25) for i in range(5000)],
    ],
    ids=["table", "columns", "one spot", "stairs", "noise"],
)
def test_five_thousand_items_are_ordered_in_a_moment(page: list[Item]) -> None:
    start = time.process_time()
    order(page)
    assert time.process_time() - start < 3  # less than one on a quiet machine
