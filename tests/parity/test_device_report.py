"""A report that a device wrote passes the same gates, and what was tampered with is found."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_parity

from contract.bundle import read_bundle
from contract.errors import ContractError, PocketOcrError
from model.backends import default_weights
from parity import records
from parity.check import Job, check
from parity.corpus import read_corpus, read_pages
from parity.texts import texts, write_texts
from scan.worker import DEFAULT_BUNDLE


def quiet(line: str) -> None:
    """Swallow progress."""


@pytest.fixture(scope="module")
def shipped(corpus_folder, tmp_path_factory):
    """The shipped bundle on a tiny corpus, with words as they would be committed."""
    folder = tmp_path_factory.mktemp("shipped")
    bundle, weights, cache = read_bundle(DEFAULT_BUNDLE), default_weights(), folder / "cache"
    corpus, pages = read_corpus(corpus_folder / "tiles"), read_pages(corpus_folder / "pages")
    write_texts(folder / "texts.tsv", texts(bundle, weights, corpus, pages, cache))
    return Job((bundle.path,), weights, corpus_folder, folder / "texts.tsv", cache, ("litert",))


@pytest.fixture(scope="module")
def from_litert(shipped):
    """What LiteRT reads here, as a device reports it: without results and measured errors."""
    report = check(shipped, quiet).report
    (run,) = report.runs
    phone = replace(run, runtime="litert-android", device="a phone", measured={})
    return replace(report, runs=(phone,), results=())


@pytest.fixture
def judge(shipped, tmp_path):
    def run(report):
        records.write(tmp_path / "device.json", report)
        job = replace(shipped, runners=("report",), reports=(tmp_path / "device.json",))
        (result,) = check(job, quiet).results
        return result

    return run


def changed(report, **fields):
    return replace(report, runs=(replace(report.runs[0], **fields),))


def test_litert_as_a_device_passes(shipped, from_litert, judge):
    (here,) = check(shipped, quiet).results
    there = judge(from_litert)
    assert here.verdict == there.verdict == "passes"
    assert [page.golden for page in there.pages] == ["equal", "equal"]
    for name in ("identical", "agreement", "swa", "swa_loss", "pages"):
        assert getattr(here, name) == getattr(there, name)
    assert here.swa > 70


def test_one_other_word_on_a_page_is_a_miss(from_litert, judge):
    drawn, blank = from_litert.runs[0].pages
    first, *others = drawn.words
    wrong = replace(drawn, words=(replace(first, text="Teh"), *others))
    result = judge(changed(from_litert, pages=(wrong, blank)))
    assert result.misses == ("its words are not those that this very file must give on: drawn",)
    assert result.pages[0].differences[0].candidate == "Teh"


def test_without_committed_words_the_first_runtime_tells_them(shipped, from_litert, tmp_path):
    drawn, blank = from_litert.runs[0].pages
    wrong = replace(drawn, words=drawn.words[1:])
    records.write(tmp_path / "right.json", from_litert)
    records.write(tmp_path / "wrong.json", changed(from_litert, pages=(wrong, blank)))
    reports = tmp_path / "right.json", tmp_path / "wrong.json"
    job = replace(shipped, texts=tmp_path / "none", runners=("litert",), reports=reports)
    found = check(job, quiet).results
    states = [[page.golden for page in result.pages] for result in found]
    assert states == [["none", "none"], ["equal", "equal"], ["differs", "equal"]]
    assert [result.verdict for result in found] == ["passes", "passes", "misses"]


def test_goldens_that_are_off_are_a_miss(from_litert, judge):
    (miss,) = judge(changed(from_litert, golden_error=100.0)).misses
    assert "golden vectors are 100 off" in miss


def test_lost_words_are_a_miss(from_litert, judge):
    nothing = tuple(replace(tile, text="", chars=()) for tile in from_litert.runs[0].tiles)
    result = judge(changed(from_litert, tiles=nothing))
    assert result.swa == 0
    assert result.misses[0].startswith("it loses ") and "points of SWA" in result.misses[0]


def test_another_text_where_the_margin_decides_is_a_miss(tmp_path, corpus_folder, weights, fake):
    bundle = tiny_parity.make_bundle(tmp_path / "bundle", weights)
    job = Job((bundle,), weights, corpus_folder, tmp_path / "none", tmp_path / "cache", ("fake",))
    report = check(job, quiet).report
    run = replace(report.runs[0], runtime="fake-device", measured={})
    (first, *others) = run.tiles
    assert first.text
    kept = replace(first, text=first.text[1:], chars=first.chars[1:])
    for tiles, verdict in ((run.tiles, "passes"), ((kept, *others), "misses")):
        records.write(tmp_path / "device.json", changed(report, tiles=tiles, measured={}))
        reports = replace(job, runners=(), reports=(tmp_path / "device.json",))
        (result,) = check(reports, quiet).results
        assert result.verdict == verdict
    (difference,) = result.differences
    assert difference.verdict == "broken"
    assert (difference.tile, difference.step) == (0, first.chars[0][0])
    assert "1 texts differ although the margin decides them" in result.misses[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: replace(r, weights="a" * 64), "a bundle of other weights"),
        (lambda r: replace(r, corpus="a" * 64), "another corpus"),
        (lambda r: replace(r, runs=()), "holds no runs"),
        (lambda r: changed(r, sha256="a" * 64), "not in these bundles"),
        (lambda r: changed(r, tiles=r.runs[0].tiles[1:]), r"runs\[0\]\.tiles holds 5 tiles"),
        (lambda r: changed(r, pages=r.runs[0].pages[1:]), "not the pages of the corpus"),
        (lambda r: changed(r, golden_error=-1.0), "golden_error is below 0"),
    ],
)
def test_what_does_not_belong_here_is_refused(from_litert, judge, change, says):
    with pytest.raises(ContractError, match=says):
        judge(change(from_litert))


@pytest.mark.parametrize(
    ("text", "chars"),
    [
        ("a", ()),
        ("\N{SNOWMAN}", ((0, 0, 0, -1),)),
        ("a", ((0, 64, 0, -1),)),
        ("a", ((2, 3, 1, -1),)),
        ("a", ((0, 0, 0, 1),)),
        ("ab", ((0, 4, 2, -1), (4, 5, 4, -1))),
        ("aa", ((0, 4, 2, -1), (5, 5, 5, -1))),
    ],
)
def test_what_ctc_cannot_read_is_refused(from_litert, judge, text, chars):
    tiles = (records.TileRead(text, chars), *from_litert.runs[0].tiles[1:])
    with pytest.raises(ContractError, match=r"runs\[0\]\.tiles\[0\] is no reading of 64 steps"):
        judge(changed(from_litert, tiles=tiles))


def test_a_report_runner_needs_its_file(shipped):
    with pytest.raises(PocketOcrError, match="--from FILE"):
        check(replace(shipped, runners=("report",)), quiet)
    with pytest.raises(FileNotFoundError):
        check(replace(shipped, reports=(Path("none.json"),)), quiet)


def test_the_json_of_the_command_is_a_report(shipped, tmp_path):
    report = check(shipped, quiet).report
    records.write(tmp_path / "litert.json", report)
    again = check(replace(shipped, reports=(tmp_path / "litert.json",), runners=("report",)), quiet)
    assert again.report == report
    assert json.loads((tmp_path / "litert.json").read_text())["format_version"] == 1
