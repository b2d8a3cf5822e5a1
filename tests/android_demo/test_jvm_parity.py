"""The corpus through the Kotlin library with LiteRT's own logits passes every gate."""

import shlex
import sys
from pathlib import Path

import pytest
from android_host import ROOT, Jvm

from model.backends import default_weights
from parity import records
from parity.check import Job, check
from parity.corpus import DATA
from parity.reference import CACHE
from parity.texts import FILE
from scan.worker import DEFAULT_BUNDLE

pytestmark = pytest.mark.native


def test_the_report_of_a_jvm_passes(jvm: Jvm, tmp_path: Path):
    report = tmp_path / "report.json"
    net = [sys.executable, str(ROOT / "native" / "tools" / "net.py"), str(DEFAULT_BUNDLE)]
    options = ("-Xcheck:jni",)
    said = jvm.run("parity", DEFAULT_BUNDLE, DATA, report, shlex.join(net), options=options)
    assert said == ""
    (run,) = records.read(report).runs
    assert run.runtime == "litert-jvm"
    job = Job(
        bundles=(DEFAULT_BUNDLE,),
        runners=("report",),
        reports=(report,),
        weights=default_weights(),
        corpus=DATA,
        texts=FILE,
        cache=CACHE,
    )
    lines: list[str] = []
    found = check(job, lines.append)
    (result,) = found.report.results
    assert not result.misses, "\n".join(lines)
