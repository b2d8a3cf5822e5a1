"""Corpora of words and pages, and the halves of their documents."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.accuracy.samples import HALVES, half, read_folder, read_folders
from contract.errors import ContractError


def write(folder: Path, words: bool, pages: bool) -> Path:
    folder.mkdir(parents=True)
    cv2.imwrite(str(folder / "i.png"), np.zeros((4, 4), np.uint8))
    if words:
        (folder / "words.tsv").write_text("i.png\tword\tdoc\n")
    if pages:
        page = {"id": "p", "image": "i.png", "lines": [], "words": [], "full_text": "word"}
        (folder / "pages.jsonl").write_text(json.dumps(page))
    return folder


def test_a_document_stays_in_its_half() -> None:
    names = ("a", "0000990274", "041", "chart_01")
    assert [half(name) for name in names] == ["report", "report", "choose", "choose"]
    halves = [half(str(number)) for number in range(1000)]
    assert 450 < halves.count(HALVES[0]) < 550


@pytest.mark.parametrize(("words", "pages"), [(True, False), (False, True), (True, True)])
def test_a_folder_has_words_or_pages_or_both(tmp_path: Path, words: bool, pages: bool) -> None:
    corpus = read_folder(write(tmp_path / "forms", words, pages))
    assert (corpus.name, len(corpus.words), len(corpus.pages)) == ("forms", words, pages)


def test_words_without_letters_and_digits_do_not_count(tmp_path: Path) -> None:
    folder = write(tmp_path / "forms", words=True, pages=False)
    (folder / "words.tsv").write_text("i.png\t--\tdoc\n")
    assert read_folder(folder).words == ()


def test_a_folder_with_neither_and_two_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"neither a words\.tsv nor a pages\.jsonl"):
        read_folder(tmp_path)
    folders = [write(tmp_path / at / "forms", words=True, pages=False) for at in ("a", "b")]
    with pytest.raises(ContractError, match="two folders are named forms"):
        read_folders(folders)
