"""How near a run came to the bounds of its gates; whether it holds them, `Result.misses` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from parity.compare import max_loss
from parity.gates import FP16_MIN_PSNR, FP32_MAX_ERROR
from parity.records import Result, Run


@dataclass(frozen=True)
class Check:
    """A measure and its bound, which it must not exceed, or reach if it is a `floor`."""

    name: str
    value: float
    bound: float
    unit: str = ""
    floor: bool = False

    @property
    def holds(self) -> bool:
        """Whether the value keeps to the bound."""
        return self.value >= self.bound if self.floor else self.value <= self.bound

    @property
    def used(self) -> float:
        """The share of the bound that is used up; above 1 it is missed. A gain uses nothing."""
        if self.floor:
            return self.bound / self.value if self.value > 0 else 2.0
        return max(self.value / self.bound, 0.0)

    def __str__(self) -> str:
        """In words: `PSNR 58.7 ≥ 35 dB`."""
        sign = ("≥" if self.floor else "≤") if self.holds else ("<" if self.floor else ">")
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name} {number(self.value)} {sign} {number(self.bound)}{unit}"


def checks(run: Run, result: Result) -> Iterator[Check]:
    """Those with a number, of a run that was compared."""
    if run.precision == "fp32" and "max_logit_error" in run.measured:
        yield Check("error", run.measured["max_logit_error"], FP32_MAX_ERROR)
    if run.precision == "fp16" and "psnr_db" in run.measured:
        yield Check("PSNR", run.measured["psnr_db"], FP16_MIN_PSNR, "dB", floor=True)
    yield Check("SWA lost", result.swa_loss, max_loss(run.precision), "pt")


def signed(points: float) -> str:
    """A loss in points of SWA; a gain is negative."""
    shown = f"{points:+.2f}".replace("-", "−")
    return "0.00" if shown in ("+0.00", "−0.00") else shown


def number(value: float) -> str:
    """To three significant digits, without an exponent where that reads better."""
    shown = f"{value:.3g}"
    if "e" in shown and abs(value) >= 1:
        return f"{value:,.0f}"
    return shown.replace("-", "−")
