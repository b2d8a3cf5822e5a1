"""The stubs are of Android's classes as they are: names, parameters, results, what may be null.

Proves: a signature that the Kotlin sources are compiled against exists in Android 16 (API 36).
Does not: that it exists in Android 8, on which code asks for the version first; nor anything of
LiteRT's, JUnit's and androidx' classes, for which there is no such record.
"""

from pathlib import Path

import pytest
from android_signatures import JavaClass, Signature, Stubs, of_jar
from android_tools import STUBS, compile_java, tool

pytestmark = pytest.mark.native

OURS = "android.annotation.Nullable"
"""Stands for annotations that are in no public package."""


@pytest.fixture(scope="module")
def classes() -> list[JavaClass]:
    jar = compile_java("android-stubs", STUBS)
    names = (path.relative_to(STUBS).with_suffix("") for path in STUBS.rglob("android/**/*.java"))
    outer = sorted(".".join(name.parts) for name in names)
    return list(of_jar(jar, [name for name in outer if name != OURS]))


@pytest.fixture(scope="module")
def known() -> Stubs:
    return Stubs(tool("stubs/android-stubs"))


def inherited(found: list[JavaClass]) -> dict[Signature, str]:
    """All members, the class's own first; constructors are not inherited."""
    members: dict[Signature, str] = {}
    for each in found:
        for signature, result in each.members.items():
            if signature.name != "__init__" or each is found[0]:
                members.setdefault(signature, result)
    return members


def test_every_signature_is_androids(classes: list[JavaClass], known: Stubs) -> None:
    assert len(classes) > 40
    for each in classes:
        ancestry = list(known.ancestry(each.name))
        assert ancestry, f"Android has no {each.name}"
        parents = {name for name in each.parents if name.startswith("android.")}
        assert parents <= {parent.name for parent in ancestry}, each.name
        members = inherited(ancestry)
        for signature, result in each.members.items():
            assert members.get(signature) == result, f"{each.name}: {signature} gives {result}"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ("public native void recycle();", "public native int recycle();"),
        ("eraseColor(int c)", "eraseColor(double c)"),
        ("public @Nullable native Bitmap copy", "public native Bitmap copy"),
        ("public native int getRowBytes", "public static native int getRowBytes"),
        ("ARGB_8888", "BGRA_8888"),
    ],
)
def test_what_android_has_not_is_noticed(
    tmp_path: Path, known: Stubs, changed: str, wrong: str
) -> None:
    for name in ("android/graphics/Bitmap", "android/graphics/Matrix", "android/graphics/RectF",
                 "android/os/Parcelable", "android/annotation/Nullable"):  # fmt: skip
        text = (STUBS / f"{name}.java").read_text()
        path = tmp_path / f"{name}.java"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(changed, wrong))
    assert wrong in (tmp_path / "android/graphics/Bitmap.java").read_text()
    jar = compile_java("android-stubs-wrong", tmp_path)
    with pytest.raises(AssertionError, match=r"android\.graphics\.Bitmap"):
        test_every_signature_is_androids(
            [*of_jar(jar, ["android.graphics.Bitmap", "android.graphics.Bitmap$Config"])] * 21,
            known,
        )
