"""Books become paragraphs of the charset and a frequency list."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.charset import CHARSET
from contract.errors import ContractError
from synth.text import books
from synth.text.fetch import fetch

GUTENBERG = """The Project Gutenberg eBook of A Tale

Title: A Tale      Release date: 1998

*** START OF THE PROJECT GUTENBERG EBOOK A TALE ***

It was a dark night; “the rain” fell in torrents
— except at _occasional_ intervals…

The second paragraph of the tale is here.

*** END OF THE PROJECT GUTENBERG EBOOK A TALE ***

Updated editions will replace the previous one. Full licence.
"""


@pytest.mark.parametrize(
    "text",
    [
        GUTENBERG,
        GUTENBERG.replace("\n", "\r\n"),
        GUTENBERG.replace("OF THE PROJECT", "OF THIS PROJECT"),
        GUTENBERG.replace("*** END OF THE PROJECT", "End of the Project"),
    ],
)
def test_gutenberg_header_and_licence_go(text: str) -> None:
    assert list(books.paragraphs(books.strip_gutenberg(text))) == [
        'It was a dark night; "the rain" fell in torrents — except at occasional intervals...',
        "The second paragraph of the tale is here.",
    ]


def test_text_without_markers_stays_whole() -> None:
    assert books.strip_gutenberg("Call me Ishmael.") == "Call me Ishmael."


@settings(deadline=None)
@given(st.text(max_size=300))
def test_paragraphs_hold_only_the_charset(text: str) -> None:
    for line in books.paragraphs(text):
        assert set(line) <= set(CHARSET)
        assert line == " ".join(line.split())


def test_a_speech_without_breaks_is_cut_between_sentences() -> None:
    sentence = "We have done what we promised to do, and more than that. "
    lines = list(books.paragraphs(sentence * 60))
    assert " ".join(lines) == (sentence * 60).strip()
    assert len(lines) > 3 and all(line.endswith("that.") for line in lines)


def test_words_are_counted_as_written() -> None:
    counts = books.count_words(["The whale saw the sea.", "Ahab saw the whale-boat; Ahab's eye."])
    assert counts["the"] == 3 and counts["The"] == 0
    assert counts["Ahab"] == 1 and counts["Ahab's"] == 1 and counts["whale-boat"] == 1


def test_build_writes_prose_and_ranked_words(tmp_path: Path) -> None:
    count = books.build(
        tmp_path, ["The sea and the ship and the sky, all grey."], ["zebra", "zebra's", "sea"]
    )
    assert count == 1
    assert books.read_prose(tmp_path).decode() == "The sea and the ship and the sky, all grey.\n"
    words = dict(books.read_words(tmp_path))
    assert words["the"] == 3 and words["and"] == 2 and words["zebra"] == 1
    assert "zebra's" not in words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["prose.txt", "words.tsv"]


def test_fetch_reads_a_folder_of_books_and_reports_missing_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")  # neither npm nor apt-get: a machine without network
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "tale.txt").write_text(GUTENBERG, "utf-8")
    fetch(tmp_path / "cache", [shelf])
    assert books.read_prose(tmp_path / "cache").decode().count("\n") == 2
    assert "bible-kjv-text: left out" in capsys.readouterr().err


def test_no_books_at_all_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ContractError, match="no books at all"):
        fetch(tmp_path / "cache")
    with pytest.raises(ContractError, match="plain-text books"):
        fetch(tmp_path / "cache", [tmp_path / "missing"])
