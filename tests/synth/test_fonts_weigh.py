"""Families, styles, split, and shares of the words."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_font import tiny_font

from synth.fonts.check import probe
from synth.fonts.families import boost, everyday, family_key
from synth.fonts.licence import in_words, of_package
from synth.fonts.weigh import STYLE_SHARE, place, split_of, style_of

NAMES = ("Azure", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Grove")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    one = probe(tiny_font(tmp_path_factory.mktemp("font") / "a.ttf"))
    return replace(one, fixed_pitch=False, pixelated=False, stem=4.0, serif=1.0)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Foo", "Foo Condensed", "Foo Semi Bold", "FooDisplay", "Foo 12"), "foo"),
        (("Arimo", "Liberation Sans Narrow"), "arial"),
        (("Nimbus Roman", "TeX Gyre Termes", "FreeSerif", "STIX Two Text"), "times"),
        (("EB Garamond", "Cormorant Garamond"), "garamond"),
        (("Liberation Mono", "Courier Prime"), "courier"),
        (("Roboto Mono",), "roboto mono"),
        (("Roboto", "Roboto Condensed"), "roboto"),
    ],
)
def test_faces_of_one_design_share_a_key(names, key):
    assert {family_key(name) for name in names} == {key}


@given(st.text(min_size=1))
def test_every_name_has_a_key_and_a_side(name):
    key = family_key(name)
    assert split_of(key) in ("train", "test")
    assert split_of(key) == split_of(key)


def test_about_a_twelfth_of_the_families_is_for_tests():
    sides = [split_of(f"family {i}") for i in range(4000)]
    assert 0.06 < sides.count("test") / len(sides) < 0.10


def test_everyday_families_are_for_training():
    for name in ("Arimo", "Tinos", "Cousine", "Roboto", "Lato", "OCR B", "CMU Serif"):
        assert everyday(family_key(name))
        assert split_of(family_key(name)) == "train"


@pytest.mark.parametrize(
    ("family", "change", "style"),
    [
        ("Foo", {}, "sans"),
        ("Foo", {"serif": 1.8}, "serif"),
        ("Foo", {"fixed_pitch": True}, "mono"),
        ("Foo", {"pixelated": True}, "pixel"),
        ("Foo Slab", {"serif": 1.8}, "slab"),
        ("OCR-B", {"fixed_pitch": True}, "receipt"),
        ("Courier Prime", {"fixed_pitch": True}, "typewriter"),
        ("Dancing Script", {}, "script"),
        ("Foo BRK", {}, "decorative"),
        ("Noto Sans", {"serif": 1.8}, "sans"),
    ],
)
def test_style(plain, family, change, style):
    assert style_of(replace(plain, family=family, **change), "package", 1.0) == style


def test_weights_follow_the_styles_and_no_family_dominates(plain):
    big, small, other = [n for n in NAMES if split_of(family_key(n)) == "train"][:3]
    sans = [replace(plain, family=big, style_name=f"Bold {i}") for i in range(70)]
    sans += [replace(plain, family=small)]
    serif = [replace(plain, family=other, serif=2.0)]
    faces = [*sans, *serif]
    places = place(faces, ["p"] * len(faces), [1.0] * len(faces))
    total, style = defaultdict(float), defaultdict(float)
    for one in places:
        total[one.family_key] += one.weight
        style[one.style] += one.weight
    assert sum(total.values()) == pytest.approx(1)
    expected = STYLE_SHARE["sans"] / (STYLE_SHARE["sans"] + STYLE_SHARE["serif"])
    assert style["sans"] == pytest.approx(expected)
    assert total[family_key(big)] / total[family_key(small)] == pytest.approx(70**0.35)


def test_an_everyday_family_weighs_more_and_a_hairline_less(plain):
    other = next(n for n in NAMES if split_of(family_key(n)) == "train")
    faces = [
        replace(plain, family="Arimo"),
        replace(plain, family=other),
        replace(plain, family=other, style_name="Thin"),
    ]
    arimo, foo, thin = (p.weight for p in place(faces, ["p"] * 3, [1.0] * 3))
    assert arimo / (foo + thin) == pytest.approx(boost("arial") / 2**0.35)
    assert thin < foo / 4


def test_licences_are_named_from_words(tmp_path):
    assert in_words("Licensed under the SIL Open Font License, Version 1.1") == "OFL-1.1"
    assert in_words("GNU General Public License with font exception") == "GPL+FE"
    assert in_words("all mine") is None
    (tmp_path / "copyright").write_text(
        "Files: *\nLicense: OFL-1.1\n\nFiles: debian/*\nLicense: GPL-2+\n"
    )
    assert of_package(tmp_path) == "OFL-1.1"
