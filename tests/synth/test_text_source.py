"""TextSource: what it draws, how often, and that the same seed gives the same text."""

import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from contract.charset import CHARSET
from contract.errors import ContractError
from synth.text import books
from synth.text.source import CURLED_SHARE, KINDS, LONGEST, Sample, TextSource

COUNT = 60_000


@pytest.fixture(scope="module")
def source() -> TextSource:
    return TextSource.open(None)


@pytest.fixture(scope="module")
def samples(source: TextSource) -> list[Sample]:
    rng = Random(7)
    return [source.sample(rng) for _ in range(COUNT)]


def test_the_same_seed_gives_the_same_texts(samples: list[Sample]) -> None:
    rng = Random(7)
    again = TextSource.open(None)
    assert [again.sample(rng) for _ in range(5000)] == samples[:5000]


def test_another_seed_gives_other_texts(source: TextSource, samples: list[Sample]) -> None:
    rng = Random(8)
    same = sum(source.sample(rng) == sample for sample in samples[:1000])
    assert same < 50


def test_texts_are_clean(samples: list[Sample]) -> None:
    for text, kind in samples:
        assert 1 <= len(text) <= LONGEST, (kind, text)
        assert text == " ".join(text.split(" ")).strip() and "  " not in text, (kind, text)
        assert unicodedata.is_normalized("NFC", text), (kind, text)
    assert set("".join(text for text, _ in samples)) <= set(CHARSET)


def test_every_character_occurs_once_in_3000_samples(samples: list[Sample]) -> None:
    counts = Counter(c for text, _ in samples for c in set(text))
    rare = {c: counts[c] for c in CHARSET if counts[c] < COUNT / 3000}
    assert not rare


def test_all_kinds_occur_and_none_prevails(samples: list[Sample]) -> None:
    counts = Counter(kind for _, kind in samples)
    assert set(counts) == set(KINDS)
    assert max(counts.values()) < 0.30 * COUNT
    assert min(counts.values()) > 0.007 * COUNT
    natural = counts["prose"] + counts["word"]
    assert 0.42 < natural / COUNT < 0.48


def test_half_are_single_tokens_and_lengths_spread(samples: list[Sample]) -> None:
    single = sum(" " not in text for text, _ in samples) / COUNT
    assert 0.42 < single < 0.50
    lengths = Counter(len(text) for text, _ in samples)
    assert all(lengths[n] > COUNT / 500 for n in range(1, 31))
    assert max(len(text.split()) for text, kind in samples if kind == "prose") == 5


def test_quotes_are_straight_more_often_than_curly(samples: list[Sample]) -> None:
    prose = "".join(text for text, kind in samples if kind in ("prose", "word"))
    straight = prose.count("'") + prose.count('"')
    curly = sum(map(prose.count, "‘’“”"))
    assert abs(curly / (curly + straight) - CURLED_SHARE) < 0.06


def test_case_of_prose_varies(samples: list[Sample]) -> None:
    prose = [text for text, kind in samples if kind == "prose"]
    assert 0.18 < sum(text.isupper() for text in prose) / len(prose) < 0.30


def test_a_cache_brings_its_own_prose_and_words(tmp_path: Path) -> None:
    books.build(tmp_path, ["Zyzzyva weevils wander quietly over wet woods."], ["qwghlmian"])
    source = TextSource.open(tmp_path)
    rng = Random(1)
    words = {
        text.lower() for text, kind in (source.sample(rng) for _ in range(3000)) if kind == "word"
    }
    assert {"zyzzyva", "weevils", "qwghlmian"} <= words
    assert "whale" not in words


def test_an_empty_cache_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="fetch the books first"):
        TextSource.open(tmp_path)
