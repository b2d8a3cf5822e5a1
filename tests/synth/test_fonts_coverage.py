"""Beyond ASCII a character counts only if its picture is its own and the right one."""

from tiny_font import ASCII, tiny_font

from contract.charset import CHARSET
from synth.fonts.coverage import charset_glyphs
from synth.fonts.raster import FontFile


def covered(path):
    glyphs = charset_glyphs(FontFile(path))
    return {c for c, g in zip(CHARSET, glyphs, strict=True) if g is not None}


def test_ascii_is_kept_and_what_is_not_mapped_is_missing(tmp_path):
    assert covered(tiny_font(tmp_path / "a.ttf")) == set(ASCII)
    assert covered(tiny_font(tmp_path / "b.ttf", chars=ASCII + "€§")) == {*ASCII, "€", "§"}


def test_two_characters_with_one_picture_both_count_as_missing(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "–—€", like={"–": "—"})
    assert covered(font) == {*ASCII, "€"}


def test_a_curly_quote_drawn_straight_is_missing_but_the_straight_one_is_not(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "’€", like={"’": "'"})
    assert covered(font) == {*ASCII, "€"}


def test_blanks_beyond_ascii_are_missing(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "€£", blank=" £")
    assert covered(font) == {*ASCII, "€"}


def test_accented_letters_count(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "ÀÉàéîõü")
    assert covered(font) == {*ASCII, *"ÀÉàéîõü"}


def test_an_accented_letter_without_its_accent_is_missing_and_so_is_a_strange_one(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "ÀÉàéîõü", like={"é": "e", "õ": "ù"})
    assert covered(font) == {*ASCII, *"ÀÉàîü"}


def test_another_alphabet_in_the_place_of_latin_1_takes_all_beyond_ascii(tmp_path):
    font = tiny_font(tmp_path / "a.ttf", chars=ASCII + "àéîõü€", accented=False)
    assert covered(font) == set(ASCII)
