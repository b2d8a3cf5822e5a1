"""Packages are fetched once, unpacked whole, and missed by name."""

import shutil
import subprocess
from types import SimpleNamespace

import pytest
from tiny_font import tiny_font

from contract.errors import PocketOcrError
from synth.fonts import sources
from synth.fonts.packages import FULL, SMALL


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A stand-in for apt-get and dpkg-deb: packages are tar files of `tmp_path`/shop."""
    calls: list[str] = []

    def run(command, cwd, **options):
        calls.append(command[-1])
        tar = tmp_path / "shop" / f"{command[-1]}.tar"
        if not tar.exists():
            raise subprocess.CalledProcessError(100, command)
        shutil.copy(tar, cwd / f"{command[-1]}_1_all.deb")

    def popen(command, **options):
        return subprocess.Popen(["cat", command[-1]], **options)

    monkeypatch.setattr(
        sources,
        "subprocess",
        SimpleNamespace(
            run=run,
            Popen=popen,
            PIPE=subprocess.PIPE,
            DEVNULL=subprocess.DEVNULL,
            CalledProcessError=subprocess.CalledProcessError,
        ),
    )
    monkeypatch.setattr(sources.shutil, "which", lambda tool: f"/bin/{tool}")
    monkeypatch.setattr(sources, "SMALL", {"fonts-a": 1, "fonts-b": 5})
    for package in ("fonts-a", "fonts-b"):
        root = tmp_path / "shop" / package
        tiny_font(root / "usr/share/fonts" / "one.ttf")
        tiny_font(root / "usr/share/fonts" / "two.ttf")
        (root / "usr/share/doc").mkdir(parents=True)
        (root / "usr/share/doc/copyright").write_text("OFL-1.1")
        (root / "usr/share/doc/changelog").write_text("long")
        subprocess.run(["tar", "-cf", f"{root}.tar", "-C", str(root), "./usr"], check=True)
    return calls


def test_fetched_once_and_only_fonts_and_licences_are_kept(tmp_path, shop):
    cache = tmp_path / "cache"
    assert sources.fetch(cache, "small") == ["fonts-a", "fonts-b"]
    kept = {p.name for p in (cache / "fonts" / "fonts-a").rglob("*") if p.is_file()}
    assert kept == {"one.ttf", "two.ttf", "copyright"}
    assert sources.fetch(cache, "small") == ["fonts-a", "fonts-b"]
    assert shop == ["fonts-a", "fonts-b"]
    found = sources.files(cache, "small", ["fonts-a", "fonts-b"])
    assert [(s.package, s.path.name) for s in found] == [
        ("fonts-a", "one.ttf"),
        ("fonts-b", "one.ttf"),
        ("fonts-b", "two.ttf"),
    ]


def test_a_package_that_cannot_be_had_is_named_and_left_out(tmp_path, shop, capsys):
    (tmp_path / "shop" / "fonts-a.tar").unlink()
    assert sources.fetch(tmp_path / "cache", "small") == ["fonts-b"]
    assert "left out: fonts-a" in capsys.readouterr().out


def test_a_damaged_package_is_fetched_anew(tmp_path, shop):
    cache, tar = tmp_path / "cache", tmp_path / "shop" / "fonts-a.tar"
    whole = tar.read_bytes()
    tar.write_bytes(b"no archive")
    assert sources.fetch(cache, "small") == ["fonts-b"]
    assert not (cache / "fonts" / "fonts-a").exists()
    tar.write_bytes(whole)
    assert sources.fetch(cache, "small") == ["fonts-a", "fonts-b"]


def test_nothing_to_be_had_and_no_tools(tmp_path, shop, monkeypatch):
    for tar in (tmp_path / "shop").glob("*.tar"):
        tar.unlink()
    with pytest.raises(PocketOcrError, match="apt-get update"):
        sources.fetch(tmp_path / "cache", "small")
    monkeypatch.setattr(sources.shutil, "which", lambda tool: None)
    with pytest.raises(PocketOcrError, match="dpkg-deb, which is not here"):
        sources.fetch(tmp_path / "cache", "small")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(PocketOcrError, match="no such folder of fonts"):
        sources.files(tmp_path, "small", [], [tmp_path / "nowhere"])


def test_the_sets_are_lists_without_repetition():
    assert len(set(FULL)) == len(FULL) > 150
    assert set(SMALL) <= set(FULL)
    assert sum(SMALL.values()) <= 60
