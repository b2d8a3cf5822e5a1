"""ios_demo/scripts/add_bundle.sh, with a stand-in for Xcode's compiler of models."""

import json
import os
import subprocess

import pytest
from apple_files import DEMO
from bundles import manifest_json, write_bundle

from contract.bundle import fingerprint

SCRIPT = DEMO / "scripts/add_bundle.sh"
XCRUN = """\
#!/bin/sh
[ "$1 $2" = "coremlcompiler compile" ] || exit 64
grep -q weights "$3/Data/weight.bin" || { echo "coremlc: no weights" >&2; exit 1; }
made=$4/$(basename "$3" .mlpackage).mlmodelc
mkdir -p "$made"
echo compiled > "$made/model.mil"
"""


@pytest.fixture
def bundle(tmp_path):
    """A bundle for Core ML, in a folder with a space in its name."""
    package = tmp_path / "a bundle/net.mlpackage"
    (package / "Data").mkdir(parents=True)
    (package / "Manifest.json").write_text("{}")
    (package / "Data/weight.bin").write_text("weights")
    manifest = manifest_json()
    manifest["models"][0]["file"] = package.name
    manifest["models"][0]["sha256"], manifest["models"][0]["bytes"] = fingerprint(package)
    write_bundle(package.parent, manifest)
    (package.parent / "README.md").write_text("# The card")
    (package.parent / "net.tflite").unlink()
    return package.parent


@pytest.fixture
def add(tmp_path, bundle):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/xcrun").write_text(XCRUN)
    (tmp_path / "tools/xcrun").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path / 'tools'}:{os.environ['PATH']}"}

    def run(*more, source=bundle):
        target = tmp_path / "the app/PocketOCR"
        command = [SCRIPT, source, target, *more]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        left = (
            sorted(each.name for each in target.parent.iterdir()) if target.parent.is_dir() else []
        )
        return done, target, left

    return run


HELD = ["charset.txt", "lexicon.bin", "manifest.json", "net.mlmodelc/model.mil"]


def names(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_an_app_gets_what_is_read(add, bundle):
    done, target, left = add()
    assert (done.returncode, done.stdout) == (0, "")
    assert names(target) == HELD
    assert (target / "manifest.json").read_text() == (bundle / "manifest.json").read_text()
    assert left == ["PocketOCR"]


def test_what_a_later_bundle_holds_comes_along(add, bundle):
    (bundle / "more.bin").write_bytes(b"words")
    done, target, _ = add()
    assert done.returncode == 0
    assert (target / "more.bin").read_bytes() == b"words"


def test_a_test_gets_the_golden_vectors_too(add):
    done, target, _ = add("--goldens")
    assert done.returncode == 0
    assert "goldens.safetensors" in names(target)


def test_the_next_build_replaces_all(add):
    _, target, _ = add("--goldens")
    (target / "of_last_time.mlmodelc").mkdir()
    done, target, left = add()
    assert done.returncode == 0
    assert names(target) == HELD
    assert left == ["PocketOCR"]


def damage(bundle, what):
    package = bundle / "net.mlpackage"
    if what == "changed":
        (package / "Data/weight.bin").write_text("other weights")
    elif what == "one more file":
        (package / "Data/more.bin").write_text("")
    elif what == "of another target":
        for path in sorted(package.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        package.rmdir()
    elif what == "does not compile":
        (package / "Data/weight.bin").write_text("nothing")
        manifest = json.loads((bundle / "manifest.json").read_text())
        manifest["models"][0]["sha256"], _ = fingerprint(package)
        (bundle / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("changed", "net.mlpackage was changed"),
        ("one more file", "net.mlpackage was changed"),
        ("of another target", "--target coreml"),
        ("does not compile", "Core ML cannot compile"),
    ],
)
def test_a_bad_bundle_fails_the_build_and_leaves_the_last(add, bundle, what, said):
    _, target, _ = add()
    damage(bundle, what)
    done, target, left = add()
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("error: ") and said in last
    assert names(target) == HELD
    assert left == ["PocketOCR"]


def test_without_a_bundle_it_says_how_to_make_one(add, tmp_path):
    done, _, _ = add(source=tmp_path / "nowhere")
    assert done.returncode == 1
    assert "python -m export --target coreml" in done.stderr
