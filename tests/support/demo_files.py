"""The files of both demos, and which of them a build reaches.

A build reaches a file by convention (Gradle's source sets, SwiftPM's targets, Xcode's synchronized
folders), or because something that is reached, or that runs the builds, names it.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANDROID, IOS = ROOT / "android_demo", ROOT / "ios_demo"
PROJECT = IOS / "PocketOCRDemo.xcodeproj" / "project.pbxproj"
PACKAGE = IOS / "PocketOCR" / "Package.swift"
MADE = {"build", ".build", ".gradle", ".kotlin", ".cxx", ".swiftpm", "xcuserdata", "__pycache__",
        "CPocketOCR.xcframework", "local.properties", "Package.resolved"}  # fmt: skip
"""What builds write beside their sources; git ignores it."""
NAMING = {".kts", ".toml", ".txt", ".cmake", ".cpp", ".h", ".xml", ".sh", ".py", ".yml", ".pbxproj"}
"""Suffixes of files whose text may name another file; in prose a name reaches nothing."""
RUNNERS = (".github/workflows/*.yml", "tests/*_demo/*.py", "tests/support/*.py", "native/**/*.sh",
           "native/setup/*.py")  # fmt: skip
"""What runs the demos' builds and checks."""


def files(demo: Path) -> list[Path]:
    """Files of a demo, relative to it."""
    found = (path.relative_to(demo) for path in sorted(demo.rglob("*")) if path.is_file())
    return [path for path in found if not MADE & set(path.parts)]


def by_convention(demo: Path) -> list[str]:
    """Patterns of the paths that build tools look at by themselves."""
    return [r"(.+/)?\.gitignore", *(_gradle() if demo == ANDROID else _xcode())]


def _gradle() -> list[str]:
    settings = (ANDROID / "settings.gradle.kts").read_text()
    modules = re.findall(r'":(\w+)"', settings)
    patterns = [r"README\.md", r"(settings|build)\.gradle\.kts", r"gradle\.properties",
                r"gradle/libs\.versions\.toml", r"gradle/wrapper/gradle-wrapper\.properties",
                r"buildSrc/build\.gradle\.kts", r"buildSrc/src/main/kotlin/\w+\.kt"]  # fmt: skip
    for module in modules:
        sources = rf"{module}/src/(main|test|androidTest)"
        patterns += [rf"{module}/build\.gradle\.kts", rf"{sources}/AndroidManifest\.xml",
                     rf"{sources}/res/[\w-]+/\w+\.(xml|png|webp)",
                     rf"{sources}/kotlin/com/pocketocr/.+\.kt"]  # fmt: skip
    return patterns


def _xcode() -> list[str]:
    project = PROJECT.read_text()
    groups = re.findall(r"PBXFileSystemSynchronizedRootGroup;\s*path = (\w+);", project)
    targets = re.findall(r'arget\(\s*name: "([\w-]+)"', PACKAGE.read_text())
    libraries = re.findall(r'systemLibrary\(name: "(\w+)"', PACKAGE.read_text())
    return [
        r"README\.md",
        r"PocketOCRDemo\.xcodeproj/project\.pbxproj",
        r"PocketOCR/Package\.swift",
        *(rf"PocketOCR/(Sources|Tests)/{name}/.+\.swift" for name in targets),
        *(rf"PocketOCR/Sources/{name}/module\.modulemap" for name in libraries),
        *(rf"{group}/.+" for group in groups),
    ]


def reached(demo: Path, paths: list[Path], runners: str) -> set[Path]:
    """Those of a demo's files that a build reaches; `runners` is the text of what runs builds."""
    patterns = [re.compile(pattern) for pattern in by_convention(demo)]
    found = {path for path in paths if any(p.fullmatch(path.as_posix()) for p in patterns)}
    text = runners + "".join((demo / path).read_text() for path in found if names_files(path))
    while new := {path for path in set(paths) - found if is_named(path, paths, text)}:
        found |= new
        text += "".join((demo / path).read_text() for path in new if names_files(path))
    return found


def names_files(path: Path) -> bool:
    return path.suffix in NAMING or path.name == PACKAGE.name


def is_named(path: Path, paths: list[Path], text: str) -> bool:
    """Whether a text names a file, with its folder where others are called the same."""
    alike = [other for other in paths if other.name == path.name]
    names = [path.name] if len(alike) == 1 else ["/".join(path.parts[-2:])]
    if path.name == "CMakeLists.txt":
        names.append(path.parent.name)
    if path.suffix == ".xcscheme":
        names = [f"-scheme {path.stem}"]
    if "src" in path.parts and path.suffix == ".kt":  # a folder of sources given to a compiler
        names.append("/".join(path.parts[: path.parts.index("src") + 1]))
    return any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text) for name in names)


def running_text() -> str:
    """The text of what runs the demos' builds."""
    return "".join(path.read_text() for pattern in RUNNERS for path in sorted(ROOT.glob(pattern)))
