"""The grammar language, and the shipped grammars."""

import re
from random import Random

import pytest

from contract.errors import ContractError
from synth.text.grammar import Grammar
from synth.text.source import GRAMMARS
from synth.text.styles import curl, recase


def draws(text: str, count: int = 300) -> set[str]:
    rng = Random(3)
    grammar = Grammar([text])
    return {grammar.draw("start", rng.random) for _ in range(count)}


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        ("{8..12}", r"8|9|10|11|12"),
        ("{01..12}:{00..59}", r"(0[1-9]|1[0-2]):[0-5]\d"),
        ("^^-##~", r"[A-Z]{2}-\d{2}[a-z]"),
        (r"\#\{\}\\", r"#\{\}\\"),
        ("{1..99999}", r"[1-9]\d{0,4}"),
    ],
)
def test_templates(template: str, pattern: str) -> None:
    for text in draws(f"[start]\n{template}"):
        assert re.fullmatch(pattern, text), text


def test_alternatives_weights_and_cases() -> None:
    grammar = Grammar(["[start]\n9* {city:upper}\n{city:joined} | {city}\n[city]\nNew York"])
    rng = Random(3)
    texts = [grammar.draw("start", rng.random) for _ in range(2000)]
    assert set(texts) == {"NEW YORK", "newyork", "New York"}
    assert 0.75 < texts.count("NEW YORK") / 2000 < 0.88


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[start]\n{nowhere}", "no section"),
        ("[start]\n{1..9", "braces"),
        ("[start]\n日本", "charset"),
        ("[start]\n{start:bold}", "cases"),
        ("hello", "before the first"),
    ],
)
def test_mistakes_are_refused(text: str, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        Grammar([text])


def test_shipped_grammars_look_like_documents() -> None:
    grammar = Grammar.load(GRAMMARS)
    rng = Random(5)

    def some(section: str) -> list[str]:
        return [grammar.draw(section, rng.random) for _ in range(500)]

    assert all(re.search(r"\d", text) for text in some("price"))
    assert all("@" in text and " " not in text.split(": ")[-1] for text in some("email"))
    assert all(re.fullmatch(r"[\d.,]+", text) for text in some("amount"))
    assert all(sum(c.isdigit() for c in text) >= 3 for text in some("phone"))
    assert any(re.fullmatch(r"\d\d/\d\d/\d{4}", text) for text in some("date"))


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ('"Yes," he said', "“Yes,” he said"),
        ("don't", "don’t"),
        ("'tis", "‘tis"),
        ("Nov '66", "Nov ’66"),
        ('("a")', "(“a”)"),
        ('"\'tis"', "“‘tis”"),
    ],
)
def test_curly_quotes(straight: str, curly: str) -> None:
    assert curl(straight) == curly


def test_capitals_stay_in_the_charset() -> None:
    cases = {recase("L'Haÿ ÿ straße", Random(n).random) for n in range(200)}
    assert "L'HAY Y STRASSE" in cases
    assert not any("Ÿ" in text for text in cases)
