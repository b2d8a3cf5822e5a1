"""Learning rate by samples, and when a run decays and ends."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import PocketOcrError
from model.training.clock import Clock
from model.training.options import TrainOptions
from model.training.plan import Plan
from model.training.schedule import FLOOR, Schedule


class FakeClock(Clock):
    """Time passes as told, at a given speed."""

    now, speed = 0.0, 100.0

    def seconds(self) -> float:
        return self.now

    def rate(self) -> float:
        return self.speed


def options(**kwargs: object) -> TrainOptions:
    return TrainOptions(Path("shards"), Path("run"), **kwargs)  # type: ignore[arg-type]


def test_warm_up_is_linear_then_the_rate_is_stable() -> None:
    schedule = Schedule(1.0, warmup=1000)
    assert schedule.lr(0) == pytest.approx(0.001)
    assert schedule.lr(499) == pytest.approx(0.5)
    assert schedule.lr(999) == schedule.lr(10**9) == 1.0


def test_decay_is_one_minus_square_root_down_to_the_floor() -> None:
    schedule = Schedule(1.0, warmup=1)
    schedule.begin_decay(1000, 2000)
    assert schedule.lr(1000) == 1.0
    assert schedule.lr(1250) == pytest.approx(1 - (1 - FLOOR) * 0.5)
    assert schedule.lr(2000) == schedule.lr(3000) == pytest.approx(FLOOR)


@given(st.integers(0, 999), st.integers(1, 5000))
def test_replanning_keeps_the_rate_and_reaches_the_floor(passed: int, left: int) -> None:
    schedule = Schedule(1.0, warmup=1)
    schedule.begin_decay(1000, 2000)
    before = schedule.lr(1000 + passed)
    schedule.replan(1000 + passed, 1000 + passed + left)
    assert schedule.lr(1000 + passed) == pytest.approx(before)
    assert schedule.lr(1000 + passed + left) == pytest.approx(FLOOR)
    rates = [schedule.lr(1000 + passed + i) for i in range(0, left + 1, max(1, left // 20))]
    assert rates == sorted(rates, reverse=True)


def test_by_samples_the_last_ones_decay() -> None:
    plan = Plan(options(samples=1000, decay=300), FakeClock())
    assert plan.due(699) == 0
    assert plan.due(700) == 1000
    plan.begin(700, 1000)
    assert plan.due(800) == 0
    assert not plan.over(999)
    assert plan.over(1000)


def test_no_decay_leaves_a_run_that_can_go_on() -> None:
    plan = Plan(options(samples=1000, decay=0), FakeClock())
    assert plan.due(1000) == 0
    assert plan.over(1000)


def test_by_the_clock_the_decay_ends_when_the_time_does() -> None:
    clock = FakeClock()
    plan = Plan(options(minutes=10, decay_share=0.25), clock)
    clock.now = 449
    assert plan.due(44_900) == 0
    clock.now = 450
    assert plan.due(45_000) == 60_000
    plan.begin(45_000, 60_000)
    clock.now, clock.speed = 500, 50  # something else took half of the machine
    plan.fit(47_500)
    assert plan.schedule.end == 52_500
    clock.now = 600
    assert plan.over(50_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 1, "samples": 5},
        {"minutes": 1, "decay": 5},
        {"decay": 5},
        {"samples": 5, "decay": 6},
        {"decay_share": 1.5},
        {"batch": 0},
    ],
)
def test_contradicting_options_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(PocketOcrError, match="--"):
        options(**wrong).check()
