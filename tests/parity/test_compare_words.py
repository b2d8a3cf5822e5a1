"""Pages of two readers, word by word."""

from made_pages import made_line, made_page

from parity.pages import compare_words, page_read
from parity.records import PageRead, WordDifference


def read(*lines: str) -> PageRead:
    made = [made_line(line, 10, 50 * i) for i, line in enumerate(lines)]
    page = made_page(*([made] if made else []))
    return page_read("page", page.as_dict())


def test_a_record_has_the_page_s_words_in_their_order():
    page = made_page([made_line("one two", 10, 20)], [made_line("three", 500, 20)], rotation=90)
    found = page_read("page", page.as_dict())
    assert (found.name, found.width, found.height, found.rotation) == ("page", 1000, 800, 90)
    assert found.texts == ["one", "two", "three"]
    assert [(w.quad, w.confidence) for w in found.words] == [
        (word.quad, word.confidence) for word in page.words
    ]


def test_equal_pages():
    assert compare_words(read("one two"), read("one", "two")) == (2, ())
    assert compare_words(read(), read()) == (0, ())


def test_other_words_are_shown_where_they_stand():
    same, (one,) = compare_words(read("a nice day"), read("a nicer day"))
    assert same == 2
    assert one == WordDifference("nice", "nicer", (50, 0, 130, 0, 130, 40, 50, 40))


def test_a_word_that_was_split_or_lost():
    assert compare_words(read("hello world"), read("hel lo world"))[1][0].candidate == "hel lo"
    same, (lost,) = compare_words(read("one two three"), read("one three"))
    assert (same, lost.reference, lost.candidate) == (2, "two", "")
    same, (added,) = compare_words(read("one"), read("one two"))
    assert (same, added.reference, added.candidate) == (1, "", "two")
    assert added.quad[0] == 90
