"""Both demos as a whole: nothing in them is out of reach, unused, or written twice."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_files import ANDROID, IOS, ROOT, files, reached, running_text

DEMOS = (ANDROID, IOS)
MODIFIERS = r"^(?!.*\boverride\b)[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:[\w.()]+[ \t]+)*?"
DECLARED = {
    ".kt": MODIFIERS + r"(?:class|object|interface|fun|val|var)[ \t]+(?:<[^>]+>[ \t]*)?"
    r"(?:[\w.<>?]+\.)?(\w+)",
    ".swift": MODIFIERS + r"(?:class|struct|enum|protocol|actor|func|let|var)[ \t]+(\w+)"
    r"|^[ \t]*case (\w+)(?:\(.*\))?$",
}
"""A declaration's name; but of an enum's case with a value, by which it may be made."""
CALLED_BY_OTHERS = re.compile(r"@main\b|@Test\b|@Before\b|@After\b|\bfunc test|\bclass \w+Tests?$")
"""Marks of what a platform or a test runner calls."""
PLATFORM = {
    # UIKit's and VisionKit's protocols, which Swift gives no word for implementing
    "makeUIViewController", "updateUIViewController", "makeCoordinator",
    "documentCameraViewControllerDidCancel", "documentCameraViewController",
}  # fmt: skip
CODE = (".kt", ".swift", ".cpp", ".h", ".cmake", ".txt", ".sh")
"""Not Gradle's: a module's build file stands alone, for an engineer copies it with its folder."""
WINDOW = 8
"""Lines that two files may not have in common, one after the other."""

each_demo = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.name)


def sources(demo: Path, *suffixes: str) -> list[Path]:
    return [demo / path for path in files(demo) if path.suffix in suffixes]


@each_demo
def test_every_file_is_reached_by_a_build(demo):
    paths = files(demo)
    assert len(paths) > 40
    lost = set(paths) - reached(demo, paths, running_text())
    assert not lost, f"no build of {demo.name} reaches {sorted(map(str, lost))}"


@pytest.mark.parametrize(
    ("demo", "orphans"),
    [
        (ANDROID, ("pocketocr/src/main/java/Old.java", "old/src/main/kotlin/com/pocketocr/Old.kt",
                   "pocketocr/src/main/cpp/old.cpp", "notes.txt", "gradle/old.toml")),
        (IOS, ("PocketOCR/Sources/Old/Old.swift", "scripts/old.sh", "Old/Old.swift", "Podfile",
               "PocketOCRDemo.xcodeproj/xcshareddata/xcschemes/Old.xcscheme")),
    ],
    ids=lambda given: getattr(given, "name", ""),
)  # fmt: skip
def test_an_orphan_is_seen(demo, orphans):
    paths = {Path(orphan) for orphan in orphans}
    assert not paths & reached(demo, [*files(demo), *paths], running_text())


def test_kotlin_lies_in_the_folder_of_its_package():
    for path in sources(ANDROID, ".kt"):
        package = re.search(r"^package ([\w.]+)", path.read_text(), re.MULTILINE)
        if package:
            assert path.parent.as_posix().endswith("/" + package[1].replace(".", "/")), path


def unused(demo: Path) -> Iterator[str]:
    """Names that are declared, and written nowhere else in the demo, its README included."""
    kinds = {".kt", ".kts", ".swift", ".cpp", ".h", ".xml", ".pro", ".md", ".pbxproj"}
    texts = {path: path.read_text() for path in sources(demo, *kinds)}
    written = Counter(word for text in texts.values() for word in re.findall(r"\w+", text))
    for path, text in texts.items():
        for match in re.finditer(DECLARED.get(path.suffix, r"(?!)"), text, re.MULTILINE):
            name = next(filter(None, match.groups()))
            before = text[: match.end()].rpartition("\n\n")[2]
            if written[name] == 1 and name not in PLATFORM and not CALLED_BY_OTHERS.search(before):
                yield f"{path.relative_to(demo)}: {name}"


@each_demo
def test_everything_declared_is_used_or_documented(demo):
    assert not list(unused(demo))


def test_no_number_of_the_contract_is_repeated():
    """In Kotlin and JNI (of Swift see tests/ios_demo): no side of the net, no constant's name."""
    manifest = json.loads((ROOT / "pocket_ocr" / "bundle" / "manifest.json").read_text())
    model = manifest["models"][0]
    shape = {*model["input"]["shape"], *model["output"]["shape"]} - {1}
    assert len(shape) >= 4
    values = "|".join(str(each) for each in shape | {model["output"]["shape"][-1] - 1})
    names = "|".join(manifest["numbers"])
    wrong = re.compile(rf"(?<![\w.])(?<!>> |<< )(?:{values}|{names})(?![\w.])")
    libraries = [ANDROID / module / "src" for module in ("pocketocr", "parity")]
    for path in [path for folder in libraries for path in sources(folder, ".kt", ".cpp", ".h")]:
        code = re.sub(r"//.*|/\*(?s:.*?)\*/|\"[^\"\n]*\"", "", path.read_text())
        assert not (found := wrong.search(code)), f"{path}: {found}"


def windows(path: Path) -> set[str]:
    """Each run of lines of code that say something, spaces aside."""
    lines = [re.sub(r"\s", "", line) for line in path.read_text().splitlines()]
    said = [line for line in lines if len(line) > 3 and not line.startswith(("//", "*", "import"))]
    return {"\n".join(said[i : i + WINDOW]) for i in range(len(said) - WINDOW + 1)}


def repeated(*folders: Path) -> set[tuple[Path, ...]]:
    """Files that have a window of lines in common."""
    where = defaultdict(set)
    for folder in folders:
        for path in sources(folder, *CODE):
            for window in windows(path):
                where[window].add(path)
    return {tuple(sorted(paths)) for paths in where.values() if len(paths) > 1}


def test_nothing_is_written_twice():
    """Within the demos, and between them and native/."""
    native = ROOT / "native"
    found = repeated(*DEMOS, native)
    assert not {paths for paths in found if not all(p.is_relative_to(native) for p in paths)}


def test_what_is_unused_or_written_twice_would_be_seen(tmp_path):
    body = "".join(f"    val line{i} = {i} + other.value\n" for i in range(WINDOW))
    (tmp_path / "Used.kt").write_text(f"fun used() {{\n{body}}}\n")
    (tmp_path / "Caller.kt").write_text(f"fun main() {{\n    used()\n{body}}}\n")
    (tmp_path / "Old.swift").write_text("struct Old {\n    case first\n}\n")
    assert list(unused(tmp_path)) == ["Caller.kt: main", "Old.swift: Old", "Old.swift: first"]
    assert repeated(tmp_path) == {(tmp_path / "Caller.kt", tmp_path / "Used.kt")}
