"""The verdict, what was compared, and a row for each artefact on each runtime."""

from collections.abc import Sequence

from parity.records import Report, Result, Run
from parity.report.background import Background
from parity.report.charts import bar
from parity.report.checks import Check, checks, number, signed
from parity.report.markup import Markup, join, tag
from parity.report.names import run_names
from parity.report.table import Column, table

VERDICTS = {"passes": "✔ passes", "misses": "✘ misses", "reported": "○ no gate"}
NONE = "–"


def verdict(report: Report) -> Markup:
    """Whether all gates hold, and which do not."""
    missed = [i for i, result in enumerate(report.results) if result.verdict == "misses"]
    gated = sum(result.verdict != "reported" for result in report.results)
    free = len(report.results) - gated
    if not report.results:
        return _banner("open", "○ Nothing was compared", "No runtime ran a model of this bundle.")
    more = f" {_runs(free)} reported without a gate." if free else ""
    if not gated:
        return _banner("open", "○ No gate applies", more.strip())
    if not missed:
        sentence = "Every run reads what its precision promises."
        return _banner("good", f"✔ All gates hold: {_runs(gated)}", sentence + more)
    names = run_names(report)
    misses = [
        tag("li", tag("strong", names[i]), f": {'; '.join(report.results[i].misses)}")
        for i in missed
    ]
    head = f"✘ {len(missed)} of {_runs(gated)} missed a gate"
    return _banner("missed", head, tag("ul", *misses), more.strip())


def facts(report: Report, background: Background) -> Markup:
    """What was compared, where and when."""
    corpus = background.corpus
    bundles = [f"{each.name} {each.version}" for each in background.manifests]
    pairs = [
        ("Weights", tag("code", report.weights[:16], title=report.weights)),
        ("Bundles", ", ".join(dict.fromkeys(bundles)) or NONE),
        ("Corpus", f"{len(corpus):,} tiles, {len(background.pages):,} pages"),
        ("Digest", tag("code", report.corpus[:16], title=report.corpus)),
        ("Machine", background.machine),
        ("Date", background.date),
    ]
    return tag("dl", *(tag("div", tag("dt", a), tag("dd", b)) for a, b in pairs), class_="facts")


COLUMNS = (
    Column("Artefact", "the precision and the model’s file", numeric=False),
    Column("Runtime", "the runner, and versions of what it ran", numeric=False),
    Column(
        "Gate",
        "the bounds that this precision promises to keep, how much of each is used up, "
        "and the verdict",
        numeric=False,
    ),
    Column("Identical", "tiles whose text equals the reference’s, of all"),
    Column(
        "Undecided",
        "tiles whose margin in the reference is within twice the run’s largest logit error: "
        "there equal texts cannot be promised",
    ),
    Column("Differ", "undecided tiles whose texts differ"),
    Column("Broken", "tiles whose texts differ although the margin decides them; must be 0"),
    Column("Largest error", "of all logits, absolute, in nats"),
    Column("99.9th %ile", "the error that 99.9 % of the logits do not exceed, in nats"),
    Column("PSNR, dB", "peak signal-to-noise ratio of the logits; the peak is their range"),
    Column("Steps agree, %", "time steps with the same likeliest class"),
    Column("SWA, %", "words of the corpus’ tiles read right"),
    Column("lost, pt", "points of SWA less than the reference; negative is a gain"),
    Column("Size, MB", "of the model’s file or package, in 10⁶ bytes"),
    Column("ms / tile", "CPU milliseconds of one thread"),
)


def results(report: Report) -> Markup:
    """The table of all runs."""
    pairs = report.pairs()
    bad = [i for i, (_, result) in enumerate(pairs) if result.verdict == "misses"]
    rows = [_row(run, result) for run, result in pairs]
    caption = "Each artefact on each runtime against the reference, on the tiles of the corpus"
    return table(caption, COLUMNS, rows, heads=2, bad=bad)


def costs(report: Report) -> Markup:
    """Size, loss and time of the runs side by side, as bars."""
    pairs = report.pairs()
    losses = [result.swa_loss for _, result in pairs]
    bounds = [_loss_bound(run, result) for run, result in pairs]
    low = min([0.0, *losses])
    high = max([0.1, *losses, *(b for b in bounds if b is not None)])
    largest = max([run.bytes for run, _ in pairs], default=1)
    slowest = max([run.ms_per_tile for run, _ in pairs], default=1.0)
    rows = []
    for name, (run, result), bound in zip(run_names(report), pairs, bounds, strict=True):
        size = join(bar(run.bytes, 0, largest), _megabytes(run.bytes), between=" ")
        loss = join(bar(result.swa_loss, low, high, bound), signed(result.swa_loss), between=" ")
        time = join(bar(run.ms_per_tile, 0, slowest), number(run.ms_per_tile), between=" ")
        rows.append((name, size, loss, time))
    columns = [
        Column("Run", numeric=False),
        Column("Size, MB", numeric=False),
        Column("SWA lost, points (tick: the bound)", numeric=False),
        Column("ms per tile", numeric=False),
    ]
    return tag(
        "div",
        table("The runs side by side; losses are those on the corpus", columns, rows),
        class_="bars",
    )


def _row(run: Run, result: Result) -> Sequence[str]:
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    return (
        join(run.precision, tag("small", run.file)),
        join(run.runtime, tag("small", versions)),
        _gate(run, result),
        f"{result.identical:,} / {result.tiles:,}",
        f"{result.undecided:,}",
        f"{result.different:,}",
        tag("strong", f"✘ {result.broken:,}") if result.broken else "0",
        _measured(run, "max_logit_error"),
        _measured(run, "p999_logit_error"),
        _measured(run, "psnr_db"),
        f"{result.agreement:.2f}",
        f"{result.swa:.2f}",
        signed(result.swa_loss),
        _megabytes(run.bytes),
        number(run.ms_per_tile),
    )


def _gate(run: Run, result: Result) -> Markup:
    """The verdict, and for each bound how much of it is used up."""
    badge = tag("span", VERDICTS[result.verdict], class_=f"badge {result.verdict}")
    if result.verdict == "reported":
        return badge
    return join(badge, *(_meter(check) for check in checks(run, result)))


def _meter(check: Check) -> Markup:
    percent = f"{100 * check.used:.0f} %" if check.used < 2 else "> 200 %"
    text = tag("small", f"{check} · {percent}")
    return tag("div", text, bar(check.used, 0, 1.25, 1.0), class_="meter")


def _loss_bound(run: Run, result: Result) -> float | None:
    bounds = [check.bound for check in checks(run, result) if check.name == "SWA lost"]
    return bounds[0] if bounds else None


def _measured(run: Run, name: str) -> str:
    return number(run.measured[name]) if name in run.measured else NONE


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.2f}"


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"


def _banner(kind: str, head: str, *rest: str) -> Markup:
    parts = [part if isinstance(part, Markup) else tag("p", part) for part in rest if part]
    return tag("div", tag("h2", head), *parts, class_=f"verdict {kind}", role="status")
