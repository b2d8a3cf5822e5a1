"""The report's page: self-contained, well-formed, honest about misses, the same every time."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
from bundles import manifest_json

from contract.manifest import validate
from parity.corpus import Corpus, PageImage
from parity.records import (
    Difference,
    PageRead,
    PageResult,
    Report,
    Result,
    Run,
    TileRead,
    WordDifference,
)
from parity.report import Background, count_errors, write_report
from parity.report.page import page
from parity.report.tiles import MAX_CARDS, MAX_LISTED

HOSTILE = "<script>alert(1)</script>&\"'\x00\ud800"
QUAD = (10, 10, 60, 10, 60, 30, 10, 30)


def tile_read(text: str, start: int = 1) -> TileRead:
    """A character every second step."""
    places = range(start, start + 2 * len(text), 2)
    return TileRead(text, tuple((at, at, at, -3) for at in places))


def pixels(count: int) -> np.ndarray:
    """Tiles of noise, paper at their right ends."""
    tiles = np.random.default_rng(7).integers(0, 256, (count, 32, 256), np.uint8)
    tiles[:, :, 100:] = 255
    return tiles


def background(count: int = 4, text: str = "cat", **changes: object) -> Background:
    corpus = Corpus(pixels(count), (text,) * count, ("clean", "blur") * (count // 2))
    grey = np.full((120, 200), 230, np.uint8)
    shown = PageImage("receipt", grey, "receipt, fading", ())
    made = Background(
        corpus=corpus,
        reference=(tile_read(text),) * count,
        pages=(shown,),
        manifests=(validate(manifest_json()),),
        machine="a machine",
        date="2026-11-23",
        absent={"coreml": "it runs on macOS only"},
    )
    return replace(made, **changes)


def compared(
    differing: int = 1,
    count: int = 4,
    read: str = "cot",
    runtime: str = "litert",
    **changes: object,
) -> tuple[Run, Result]:
    """A run that reads the first `differing` of `count` tiles otherwise than "cat"."""
    tiles = [tile_read(read) if i < differing else tile_read("cat") for i in range(count)]
    run = Run(
        runtime=runtime,
        device="a machine",
        versions={"ai-edge-litert": "2.3.0"},
        file="net.tflite",
        precision="dynamic-int8",
        sha256="e" * 64,
        bytes=1_257_152,
        ms_per_tile=1.25,
        golden_error=0.1,
        measured={"max_logit_error": 0.5, "p999_logit_error": 0.1, "psnr_db": 58.7},
        tiles=tuple(tiles),
        pages=(PageRead("receipt", 200, 120, 0, ()),),
    )
    result = Result(
        tiles=count,
        identical=count - differing,
        undecided=differing,
        different=differing,
        broken=0,
        agreement=99.5,
        swa=75.0,
        swa_loss=0.25,
        differences=tuple(
            Difference(i, "cat", read, 100 + i, 3, "undecided") for i in range(differing)
        ),
        pages=(PageResult("receipt", 5, 4, (WordDifference("Total", "Tota1", QUAD),), "none"),),
        misses=(),
        verdict="passes",
    )
    return run, replace(result, **changes)


def report(*pairs: tuple[Run, Result]) -> Report:
    runs, results = zip(*pairs, strict=True) if pairs else ((), ())
    return Report(1, "a" * 64, "c" * 64, tuple(runs), tuple(results))


def parsed(html: str) -> ElementTree.Element:
    """The page by a strict parser, which refuses tags that do not match and bare ampersands."""
    return ElementTree.fromstring(html.removeprefix("<!DOCTYPE html>\n"))


def texts(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classed(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def addresses(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("src", "href", "srcset", "data", "action", "poster"):
                yield value


def grey(uri: str) -> np.ndarray:
    kind, data = uri.split(",", 1)
    assert kind == "data:image/png;base64"
    return cv2.imdecode(np.frombuffer(b64decode(data), np.uint8), cv2.IMREAD_UNCHANGED)


def test_nothing_is_loaded():
    html = page(report(compared()), background())
    root = parsed(html)
    assert all(address.startswith("data:image/") for address in addresses(root))
    assert all(script.attrib == {} for script in root.iter("script"))
    assert not list(root.iter("link"))
    assert "http://" not in html
    assert "https://" not in html
    assert "@import" not in html
    assert "url(" not in html


def test_the_policy_allows_this_script_only():
    root = parsed(page(report(compared()), background()))
    policy = next(m.get("content") for m in root.iter("meta") if m.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/]{43}='", policy)
    assert "onclick" not in page(report(compared()), background())


def test_hostile_texts_are_text():
    run, result = compared(read=HOSTILE, runtime=HOSTILE)
    result = replace(result, misses=(HOSTILE,), verdict="misses")
    shown = background(text=HOSTILE, machine=HOSTILE, date=HOSTILE, absent={HOSTILE: HOSTILE})
    html = page(report((run, result)), shown)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in html
    assert len(list(parsed(html).iter("script"))) == 1
    html.encode()


def test_same_arguments_same_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        write_report(tmp_path / name, report(compared(), compared(runtime="mil")), background())
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_tables_have_captions_and_heads():
    root = parsed(page(report(compared(60, 60), compared(2, 60)), background(60)))
    tables = list(root.iter("table"))
    assert len(tables) > 60
    for table in tables:
        assert texts(table.find("caption"))
        assert all(head.get("scope") for head in table.iter("th"))
    for picture in root.iter("img"):
        assert picture.get("alt")
    for picture in root.iter("svg"):
        assert picture.get("aria-hidden") or picture.get("aria-label")
    names = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(names) == len(set(names))


def test_held_gates():
    root = parsed(page(report(compared(), compared(runtime="mil")), background()))
    assert "✔ All gates hold: 2 runs" in texts(classed(root, "verdict")[0])
    assert not classed(root, "bad")


def test_a_missed_gate_is_seen_first_and_in_its_row():
    miss = compared(broken=1, verdict="misses", misses=("1 text differs & should not",))
    root = parsed(page(report(compared(runtime="mil"), miss), background()))
    banner = classed(root, "verdict")[0]
    assert "missed" in banner.get("class").split()
    assert "✘ 1 of 2 runs missed a gate" in texts(banner)
    assert "dynamic-int8 · litert: 1 text differs & should not" in texts(banner)
    (row,) = classed(root, "bad")
    assert "litert" in texts(row)
    assert "✘ misses" in texts(row)


def test_a_run_without_a_gate_is_not_called_held():
    root = parsed(page(report(compared(verdict="reported")), background()))
    assert "No gate applies" in texts(classed(root, "verdict")[0])


@pytest.mark.parametrize("runs", [(), (compared()[0],)], ids=["no run", "run without result"])
def test_nothing_compared_is_no_success(runs):
    empty = Report(1, "a" * 64, "c" * 64, runs, ())
    root = parsed(page(empty, background(manifests=())))
    assert "Nothing was compared" in texts(classed(root, "verdict")[0])
    assert "✔" not in texts(root)
    assert "coreml: it runs on macOS only" in texts(root)


def test_no_tiles_and_no_pages():
    run, result = compared(0, 0)
    none = Background(Corpus(pixels(0), (), ()), (), (), (), "a machine", "a day")
    root = parsed(page(report((replace(run, pages=()), replace(result, pages=()))), none))
    assert "No page was read." in texts(root)
    assert not classed(root, "card")


def test_a_difference_shows_its_tile():
    shown = background()
    root = parsed(page(report(compared()), shown))
    (card,) = classed(root, "card")
    (image,) = card.iter("image")
    np.testing.assert_array_equal(grey(image.get("href")), shown.corpus.tiles[0])


def test_a_difference_shows_where_the_paths_part():
    root = parsed(page(report(compared()), background()))
    (card,) = classed(root, "card")
    (frame,) = classed(card, "frame")
    (image,) = card.iter("image")
    assert float(frame.get("x")) - float(image.get("x")) == 3 * 4
    assert [mark.text for mark in card.iter("mark")] == ["a", "o"]
    paths = ["".join(each.itertext()) for each in classed(card, "step")]
    assert paths == ["cat", "cot"]
    assert len(classed(card, "parted")) == 1


def test_every_character_differs_from_a_blank():
    shown = background(reference=(tile_read("·"),) * 4)
    (card,) = classed(parsed(page(report(compared(read="")), shown)), "card")
    assert [each.text for each in classed(card, "step")] == ["·"]
    assert len(classed(card, "parted")) == 1


def test_equal_readings_of_two_runs_are_one():
    pairs = compared(), compared(runtime="tensorflow"), compared(read="cut", runtime="mil")
    (card,) = classed(parsed(page(report(*pairs), background())), "card")
    assert len(classed(card, "promise")) == 2
    assert "dynamic-int8 · litert, dynamic-int8 · tensorflow" in texts(card)


def test_broken_promises_come_first_then_wide_margins():
    run, result = compared(4)
    broken = replace(result.differences[1], verdict="broken")
    differences = (result.differences[0], broken, *result.differences[2:])
    root = parsed(page(report((run, replace(result, differences=differences))), background()))
    ids = [card.get("id") for card in classed(root, "card")]
    assert ids == ["tile-1", "tile-3", "tile-2", "tile-0"]


def test_hundreds_of_differences_stay_small():
    count = MAX_CARDS + MAX_LISTED + 40
    html = page(report(compared(count, count)), background(count))
    root = parsed(html)
    assert len(classed(root, "card")) == MAX_CARDS
    assert f"{MAX_LISTED + 40} tiles more, without pictures; {MAX_LISTED} tiles listed" in texts(
        root
    )
    assert len(html.encode()) < 3_000_000


def test_pages_show_their_differing_words():
    shown = background()
    shown.pages[0].grey[12:28, 12:58] = np.arange(46, dtype=np.uint8)
    root = parsed(page(report(compared()), shown))
    (box,) = classed(root, "box")
    assert box.get("points") == "10.0,10.0 60.0,10.0 60.0,30.0 10.0,30.0"
    (word,) = root.iter("img")
    np.testing.assert_array_equal(grey(word.get("src")), shown.pages[0].grey[6:34, 6:64])
    assert "Tota1" in texts(root)


def test_classes_count_their_tiles():
    root = parsed(page(report(compared(3)), background()))
    (heat,) = classed(root, "heat")
    rows = [texts(row) for row in heat.iter("tr")]
    assert rows[1:] == ["blur21 · 50.0 %", "clean22 · 100.0 %", "all43 · 75.0 %"]


def test_errors_are_counted_by_size():
    reference = np.zeros((1, 2, 3), np.float32)
    candidate = np.array([[[0, 1e-3, -1e-3], [0.5, 200, 0]]], np.float32)
    counts = count_errors(reference, candidate)
    assert sum(counts) == 6
    assert counts[0] == 2
    assert counts[-1] == 1
    run, result = compared()
    shown = background(errors={(run.runtime, run.sha256): counts})
    charts = classed(parsed(page(report((run, result)), shown)), "chart")
    assert [chart.get("aria-label") for chart in charts] == [
        "Logit errors of dynamic-int8 · litert: 99.9 % 0.1, largest 0.5"
    ]


def test_each_runner_says_what_it_does_not_prove():
    pairs = compared(runtime="mil"), compared(runtime="arm64"), compared(runtime="litert-pixel9")
    root = parsed(page(report(*pairs), background()))
    (prose,) = classed(root, "prose")
    assert "MIL program parity is not device parity" in texts(prose)
    assert "qemu is not a phone" in texts(prose)
    assert "the device that is named" in texts(prose)
