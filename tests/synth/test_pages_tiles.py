"""Tiles that the detector cuts from synthetic pages: labelled by what they show, or left out."""

from itertools import islice

import numpy as np
import pytest

from contract.charset import SPACE, decode
from detector.finding import TextLine, find_lines
from detector.framing import line_frame
from detector.tiles import Tile, cut_tiles
from synth.pages import jitter
from synth.pages.fonts import Font
from synth.pages.geometry import flat
from synth.pages.maker import PageMaker, carry
from synth.pages.ornaments import leader
from synth.pages.sheet import Sheet
from synth.pages.tiles import NEGATIVE_SHARE, Truth, label_strip, page_tiles, tiles_of, to_strip
from synth.pages.truth import SynthPage
from synth.render.renderer import NEGATIVE, PAGE, Renderer
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas

ATLAS = DrawnAtlas()
TEXTS = TextSource.open(None)
FONT = Font(ATLAS, 0, 20.0)  # type: ignore[arg-type]
WIDE, X, Y = 700, 40.0, 100.0


def a_page(*lines: str, pitch: float = 60.0, dots: bool = False) -> SynthPage:
    sheet = Sheet(400, WIDE)
    for i, text in enumerate(lines):
        end = sheet.write(X, Y + i * pitch, text, FONT)
        if dots:
            leader(sheet, end + 5, WIDE - 80, Y + i * pitch, FONT)
    words = tuple(carry(word, flat(sheet.ink.shape)) for word in sheet.words)
    ornaments = tuple(np.array([(a, b), (c, b), (c, d), (a, d)]) for a, b, c, d in sheet.ornaments)
    return SynthPage(255 - sheet.ink, words, ornaments, "letter", "clean")


def a_line(
    page: SynthPage, *, cap: float = 1.0, down: float = 0.0, light: bool = False
) -> TextLine:
    """The first line of a page, as a detector without errors sees it, but for those asked for."""
    words = page.lines[0]
    left, right = words[0].baseline[0, 0], words[-1].baseline[1, 0]
    y, tall = words[0].baseline[0, 1], words[0].cap * cap
    above = y - min(word.corners[:, 1].min() for word in words)
    below = max(word.corners[:, 1].max() for word in words) - y
    y += down * words[0].cap
    x, y, length, tall, above, below = (
        round(256 * v) for v in (left, y, right - left, tall, above, below)
    )
    frame = line_frame(x, y, length, 0, tall, above, below)
    return TextLine(frame, light, x, y, length, 0, tall, above, below, 9)


def labels(page: SynthPage, line: TextLine) -> list[list[int] | None]:
    return label_strip(Truth(page), line, cut_tiles(line.strip(page.grey), 256))


def read(page: SynthPage, line: TextLine) -> list[str | None]:
    return [None if label is None else decode(label) for label in labels(page, line)]


def test_the_tiles_of_a_line_spell_it() -> None:
    text = "Invoice No: A-1234 of 12 May, paid in cash"
    page = a_page(text)
    found = read(page, a_line(page))
    assert len(found) > 1 and None not in found
    assert "".join(str(part) for part in found).replace(" ", "") == text.replace(" ", "")
    assert any(" " in str(part) for part in found)
    for label in labels(page, a_line(page)):
        assert label and SPACE not in (label[0], label[-1])


def test_strip_points_are_the_inverse_of_the_frame() -> None:
    frame = line_frame(9000, 12000, 40000, 4000, 5000, 5500, 1500)
    points = np.array([frame.to_page(c, r) for c, r in ((0, 0), (7, 3), (31, 30))]) / (1 << 16)
    np.testing.assert_allclose(to_strip(frame, points), [(0, 0), (7, 3), (31, 30)], atol=1e-3)


@pytest.mark.parametrize(
    "change",
    [{"cap": 3.0}, {"down": 1.0}, {"down": -0.9}, {"light": True}],
    ids=["too tall", "too low", "too high", "polarity"],
)
def test_what_is_framed_wrongly_gets_no_label(change: dict[str, float]) -> None:
    page = a_page("Hidden meaning", "HALF SHOWN", pitch=34)
    found = read(page, a_line(page, **change))  # type: ignore[arg-type]
    assert set(found) <= {None, ""} and None in found


def test_leaders_among_words_get_no_label_but_words_before_them_do() -> None:
    page = a_page("Total amount of all", dots=True)
    strip_end = WIDE - 60
    line = a_line(page)
    frame = line_frame(line.x_q8, line.y_q8, int((strip_end - X) * 256), 0, line.height_q8,
                       line.above_q8, line.below_q8)  # fmt: skip
    wide = TextLine(frame, False, 0, 0, 0, 0, 0, 0, 0, 9)
    words = to_strip(frame, Truth(page).points)[-1, 2, 0]
    cut = int(words) + 3
    tiles = [Tile(0, cut, 0), Tile(cut - 40, 120, 0), Tile(cut + 30, 100, 0)]
    first, second, third = label_strip(Truth(page), wide, tiles)
    assert first and decode(first) == "Total amount of all"
    assert second is None and third == []


def test_a_place_without_text_is_empty() -> None:
    page = a_page("Words above")
    line = a_line(page, down=6.0)
    assert set(read(page, line)) == {""}


def test_the_detectors_tiles_show_most_of_a_clean_page() -> None:
    maker = PageMaker(ATLAS, TEXTS)  # type: ignore[arg-type]
    for kind, share in (("letter", 0.8), ("table", 0.6)):
        page = maker.page(1, 3, kind, "clean")
        known = " ".join(word.text for word in page.words)
        tiles = tiles_of(page)
        shown = [decode(label).split() for _, _, label in tiles]
        assert all(part in known for words in shown for part in words)
        characters = sum(len(part) for words in shown for part in words)
        assert characters > share * len(known.replace(" ", ""))


def test_page_tiles_depend_on_the_seed_alone_and_few_are_empty() -> None:
    def some(seed: int, count: int) -> list[tuple[bytes, int, list[int]]]:
        maker = PageMaker(ATLAS, TEXTS)  # type: ignore[arg-type]
        return [
            (p.tobytes(), w, label) for p, w, label in islice(page_tiles(maker, seed, 0), count)
        ]

    tiles = some(5, 90)
    assert some(5, 30) == tiles[:30] and some(6, 5) != tiles[:5]
    assert sum(not label for _, _, label in tiles) <= NEGATIVE_SHARE * 90 + 1


def test_a_shard_has_its_share_of_page_tiles() -> None:
    def shard() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        renderer = Renderer(ATLAS, TEXTS, page_share=0.2)  # type: ignore[arg-type]
        made = renderer.shard(3, 1, 200)
        assert made.facts["page_share"] == 0.2
        return made.tiles, made.labels, np.array(made.facts["kinds"])[made.kinds]

    tiles, texts, kinds = shard()
    assert 36 <= (kinds == PAGE).sum() <= 40
    assert (texts[kinds == PAGE].any(axis=1)).all() and not texts[kinds == NEGATIVE].any()
    assert (kinds[:60] == PAGE).any() and (kinds[-60:] == PAGE).any()
    for a, b in zip(shard(), (tiles, texts, kinds), strict=True):
        np.testing.assert_array_equal(a, b)


def test_jitter_of_a_line_without_errors_is_nil(monkeypatch: pytest.MonkeyPatch) -> None:
    page = a_page("Without any errors")
    monkeypatch.setattr(jitter, "find_lines", lambda grey: [a_line(page)])
    np.testing.assert_allclose(jitter.measure([page]), [[0, 0, 0, 1, 1, 0, 0, 0]], atol=0.03)
    line = a_line(page, cap=1.2, down=0.1)
    monkeypatch.setattr(jitter, "find_lines", lambda grey: [line])
    found = jitter.measure([page])[0]
    np.testing.assert_allclose(found[[0, 1, 3]], [0.1, 0.1, 1.2], atol=0.03)
    assert len(list(jitter.table(found[None]))) == 1 + len(jitter.MEASURES)


def test_the_detectors_jitter_is_what_the_renderer_samples() -> None:
    maker = PageMaker(ATLAS, TEXTS)  # type: ignore[arg-type]
    found = jitter.measure(maker.page(1, i, "letter", "clean") for i in range(2))
    assert len(found) > 20 and len(find_lines(maker.page(1, 0, "letter", "clean").grey)) > 10
    down, height = np.median(found[:, 0]), np.median(found[:, 3])
    assert abs(down - 0.045) < 0.1 and abs(height - 1.08) < 0.15
