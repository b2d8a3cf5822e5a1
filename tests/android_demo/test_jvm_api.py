"""What the Kotlin API promises, checked by hosttest: errors, closing, threads, images, memory."""

from pathlib import Path

import pytest
from android_host import Jvm, write_recorded

from model.backends.litert import LiteRtBackend
from parity.corpus import read_pages
from parity.native.recording import record
from scan.worker import DEFAULT_BUNDLE

pytestmark = pytest.mark.native

PARTS = {"letter-clean": 220, "form-scan": 250, "table-headings": 160}
"""Name of a page → rows from its top: a few lines."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    backend = LiteRtBackend(DEFAULT_BUNDLE)
    for page in read_pages():
        if page.name in PARTS:
            part = page.grey[: PARTS[page.name]]
            write_recorded(folder, page.name, part, record(part, backend, 0), rotation=0)
    return folder


@pytest.mark.parametrize("options", [(), ("-Xcheck:jni",)], ids=["plain", "checked"])
def test_promises(jvm: Jvm, recorded: Path, options: tuple[str, ...]):
    lines = jvm.run("check", DEFAULT_BUNDLE, recorded, options=options).splitlines()
    # The virtual machine writes its warnings of JNI among them.
    assert all(line.startswith("ok ") for line in lines), "\n".join(lines)
    assert len(lines) > 30


def test_wrong_arguments_are_told(jvm: Jvm):
    with pytest.raises(AssertionError, match="usage:"):
        jvm.run("write")
