"""A run from shards to weights: it learns, continues, branches, and can be stopped."""

import csv
import json
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
import torch

from contract.errors import ContractError, PocketOcrError
from model.config import NetConfig
from model.network import WordNet
from model.training import TrainOptions, train
from model.training.averaging import BEGIN, DECAY, Average
from model.training.checkpoint import load_checkpoint, read_state
from model.training.loop import move_aside
from model.training.objective import count_words, ctc_loss, make_optimizer
from model.weights import load_weights
from tests.model.drawn_shards import write_drawn

SMALL = NetConfig((2, 3, 4, 5, 6, 7), hidden=8)


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    for index in range(2):
        write_drawn(folder, index, 96)
    return folder


def options(shards: Path, run: Path, **kwargs: Any) -> TrainOptions:
    defaults: dict[str, Any] = {"batch": 16, "keep_shards": True, "log_seconds": 0, "lr": 0.1}
    return TrainOptions(shards, run, **(defaults | kwargs))


def rows(run: Path) -> list[dict[str, str]]:
    with (run / "log.csv").open() as file:
        return list(csv.DictReader(file))


def test_a_run_learns_and_leaves_weights_log_and_curves(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    path = train(options(shards, run, samples=480, valid=shards, valid_tiles=20))
    assert path == run / "weights.safetensors"
    _, meta = load_weights(path)
    assert (meta["samples"], meta["steps"], meta["decay_samples"]) == ("480", "30", "112")
    assert float(meta["valid_cer"]) >= 0
    losses = [float(row["loss"]) for row in rows(run)]
    assert sum(losses[-5:]) < sum(losses[1:6]) / 2
    facts = json.loads((run / "log.json").read_text())
    assert facts["validations"][-1]["samples"] == 480
    assert (run / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert not list(run.glob(".*"))


def test_in_two_parts_as_in_one(shards: Path, tmp_path: Path) -> None:
    plan = {"decay": 0, "lr": 0.05}
    whole = train(options(shards, tmp_path / "whole", samples=96, **plan))
    train(options(shards, tmp_path / "parts", samples=48, **plan))
    parts = train(options(shards, tmp_path / "parts", samples=96, **plan))
    for name, tensor in load_weights(whole)[0].state_dict().items():
        torch.testing.assert_close(load_weights(parts)[0].state_dict()[name], tensor)
    seen = [int(row["samples"]) for row in rows(tmp_path / "parts")]
    assert seen == sorted(seen)
    assert seen[-1] == 96


def test_a_finished_run_goes_on_from_before_its_decay(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    train(options(shards, run, samples=96, decay=32))
    assert read_state(run / "checkpoint-stable.safetensors")["samples"] == 64
    again = train(options(shards, run, samples=96, decay=32))  # nothing is left to do
    assert load_weights(again)[1]["samples"] == "96"
    train(options(shards, run, samples=160, decay=32))
    assert read_state(run / "checkpoint-stable.safetensors")["samples"] == 128
    assert [int(row["samples"]) for row in rows(run)].count(80) == 1  # the old decay's are gone


def test_a_decay_that_should_have_begun_earlier_is_refused(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    train(options(shards, run, samples=64, decay=0))
    with pytest.raises(PocketOcrError, match="--samples 96 with --decay 32"):
        train(options(shards, run, samples=80, decay=32))


def test_minutes_end_a_run(shards: Path, tmp_path: Path) -> None:
    path = train(options(shards, tmp_path / "run", minutes=0.03))
    _, meta = load_weights(path)
    assert path.name == "weights.safetensors"
    assert 1 <= int(meta["seconds"]) <= 15


def test_sigterm_stops_with_a_checkpoint(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGTERM)).start()
    path = train(options(shards, run, samples=1_000_000))
    assert path == run / "latest.safetensors"
    state = read_state(run / "checkpoint.safetensors")
    assert 0 < state["samples"] < 1_000_000
    assert not state["finished"]


def test_fresh_moves_the_old_run_aside(tmp_path: Path) -> None:
    run = tmp_path / "run"
    for mark in "ab":
        run.mkdir()
        (run / mark).touch()
        move_aside(run)
    assert not run.exists()
    assert (tmp_path / "run.1" / "a").exists()
    assert (tmp_path / "run.2" / "b").exists()


def test_a_damaged_checkpoint_is_refused(shards: Path, tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    path.write_bytes(b"{}" * 40)
    with pytest.raises(ContractError, match="--fresh"):
        train(options(shards, tmp_path, samples=16))


def test_a_checkpoint_of_another_contract_is_refused(
    shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its net learnt other tiles: going on would stamp it with a contract that it never saw."""
    run = tmp_path / "run"
    train(options(shards, run, samples=32))
    monkeypatch.setattr("model.training.checkpoint.contract_hash", lambda: "0" * 64)
    with pytest.raises(ContractError, match="another contract"):
        read_state(run / "checkpoint.safetensors")


def test_a_checkpoint_of_another_net_is_refused(shards: Path, tmp_path: Path) -> None:
    train(options(shards, tmp_path / "run", samples=16))
    small = WordNet(SMALL)
    with pytest.raises(ContractError, match="another network"):
        load_checkpoint(
            tmp_path / "run" / "checkpoint.safetensors", small, Average(small),
            make_optimizer(small, 1.0),
        )  # fmt: skip


def test_a_run_trains_the_net_that_was_asked_for(shards: Path, tmp_path: Path) -> None:
    net = NetConfig((2, 3, 4, 5, 6, 7), hidden=8, layers=2)
    path = train(options(shards, tmp_path / "run", samples=16, net=net))
    assert load_weights(path)[0].config == net
    with pytest.raises(PocketOcrError, match="--init says which net"):
        train(options(shards, tmp_path / "other", samples=16, net=net, init=path))


def test_the_average_copies_then_follows_slowly() -> None:
    torch.manual_seed(0)
    net = WordNet(SMALL)
    average = Average(net)
    with torch.no_grad():
        net.head.bias.fill_(1.0)
        net.features[0][1].running_mean.fill_(1.0)
    average.update(net, BEGIN - 1)
    assert torch.equal(average.net.head.bias, net.head.bias)
    with torch.no_grad():
        net.head.bias.fill_(2.0)
        net.features[0][1].running_mean.fill_(2.0)
    average.update(net, BEGIN)
    assert average.net.head.bias.mean().item() == pytest.approx(2 - DECAY)
    assert average.net.features[0][1].running_mean.mean().item() == pytest.approx(2 - DECAY)


def test_ctc_loss_is_the_sum_over_all_alignments() -> None:
    logits = torch.log(torch.tensor([[[0.6, 0.4], [0.3, 0.7]]]))  # N=1, T=2, blank and one class
    label, length = torch.tensor([[1]]), torch.tensor([1])
    likelihood = 0.6 * 0.7 + 0.4 * 0.3 + 0.4 * 0.7
    assert ctc_loss(logits, label, length).exp().item() == pytest.approx(1 / likelihood)


def test_only_matrices_decay() -> None:
    net = WordNet(SMALL)
    decayed, free = make_optimizer(net, 1e-3).param_groups
    assert decayed["weight_decay"] > 0 == free["weight_decay"]
    assert {p.ndim for p in free["params"]} == {1}
    assert len(decayed["params"]) + len(free["params"]) == len(list(net.parameters()))


def test_words_are_spaces_and_one() -> None:
    labels = torch.tensor([[5, 1, 6, 1], [5, 6, 0, 0], [0, 0, 0, 0]])
    assert count_words(labels, torch.tensor([3, 2, 0])) == 3
