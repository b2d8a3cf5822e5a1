"""Progress for people (one line) and for later (log.csv, log.json, curves.png)."""

import csv
import io
import json
import sys
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

from tqdm import tqdm

from contract.files import write_whole


@dataclass(frozen=True)
class Row:
    """One line of the log; exact and cer are None between validations."""

    seconds: float
    samples: int
    words: int
    steps: int
    lr: float
    loss: float
    tiles_per_s: float
    exact: float | None = None
    cer: float | None = None

    def __str__(self) -> str:
        text = (
            f"{self.seconds / 60:.1f} min  {self.samples:,} samples  {self.words:,} words  "
            f"loss {self.loss:.3f}  lr {self.lr:.2e}  {self.tiles_per_s:.0f} tiles/s"
        )
        if self.exact is not None and self.cer is not None:
            text += f"  exact {100 * self.exact:.1f} %  CER {100 * self.cer:.2f} %"
        return text


class Progress:
    """Shows and records a run. Silent and writes nothing when `active` is false (other ranks)."""

    def __init__(self, run: Path, active: bool) -> None:
        self.run, self.active = run, active
        self.rows: list[Row] = []
        self.score = ""
        self.bar = tqdm(bar_format="{desc}", disable=not (active and sys.stderr.isatty()))

    def say(self, text: str) -> None:
        """A line of its own."""
        if self.active:
            tqdm.write(text, file=sys.stderr)
            sys.stderr.flush()

    def restore(self, samples: int) -> None:
        """Read the log of the run's earlier part, up to `samples`."""
        path = self.run / "log.csv"
        if self.active and path.is_file():
            with path.open(newline="") as file:
                rows = [_row(line) for line in csv.DictReader(file)]
            self.rows = [row for row in rows if row.samples <= samples]

    def row(self, row: Row) -> None:
        """Show and record one line."""
        if not self.active:
            return
        self.rows.append(row)
        if row.exact is not None and row.cer is not None:
            self.score = f"  exact {100 * row.exact:.1f} %  CER {100 * row.cer:.2f} %"
        if self.bar.disable:
            self.say(str(row))
        else:
            self.bar.set_description_str(str(row) + (self.score if row.exact is None else ""))
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([f.name for f in fields(Row)])
        writer.writerows(astuple(r) for r in self.rows)
        write_whole(self.run / "log.csv", text.getvalue().encode())

    def facts(self, facts: dict[str, Any]) -> None:
        """Write log.json: the run's facts, and the rows with a validation."""
        if self.active:
            scored = [asdict(r) for r in self.rows if r.exact is not None]
            text = json.dumps(facts | {"validations": scored}, indent=1)
            write_whole(self.run / "log.json", text.encode())

    def curves(self) -> None:
        """Draw curves.png: loss and rate, exact matches and CER, against samples."""
        if not self.active or len(self.rows) < 2:
            return
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(8, 8), layout="constrained")
        FigureCanvasAgg(figure)
        top, middle, bottom = figure.subplots(3, 1, sharex=True)
        samples = [r.samples / 1e6 for r in self.rows]
        top.plot(samples, [r.loss for r in self.rows])
        top.set(ylabel="CTC loss per tile", yscale="log")
        middle.plot(samples, [r.lr for r in self.rows])
        middle.set(ylabel="learning rate")
        scored = [r for r in self.rows if r.exact is not None and r.cer is not None]
        x = [r.samples / 1e6 for r in scored]
        bottom.plot(x, [100 * (r.exact or 0) for r in scored], label="exact, %")
        bottom.plot(x, [100 * (r.cer or 0) for r in scored], label="CER, %")
        bottom.set(ylabel="validation", xlabel="million samples", ylim=(0, 100))
        bottom.legend()
        for axis in (top, middle, bottom):
            axis.grid(alpha=0.3)
        image = io.BytesIO()
        figure.savefig(image, format="png", dpi=90)
        write_whole(self.run / "curves.png", image.getvalue())

    def close(self) -> None:
        """Leave the terminal's line."""
        self.bar.close()


def _row(line: dict[str, str]) -> Row:
    whole = {"samples", "words", "steps"}
    values = {k: int(v) if k in whole else float(v) for k, v in line.items() if v != ""}
    return Row(**values)  # type: ignore[arg-type]
