"""The weights file: the same net comes back, and whatever does not fit is refused."""

import errno
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

import model.weights
from contract.charset import CHARSET
from contract.errors import ContractError
from detector.framing import contract_hash
from model.config import NetConfig
from model.network import WordNet
from model.weights import describe, load_weights, save_weights

SMALL = NetConfig((2, 3, 4, 5, 6, 7), hidden=8)
FACTS = {"samples": "12", "seed": "0", "z": "é"}


@pytest.fixture
def net() -> WordNet:
    torch.manual_seed(0)
    return WordNet(SMALL).eval()


@pytest.fixture
def path(tmp_path: Path, net: WordNet) -> Path:
    file = tmp_path / "net.safetensors"
    save_weights(file, net, FACTS)
    return file


def rewrite(path: Path, meta: dict[str, str] | None = None, **tensors: torch.Tensor | None) -> None:
    """Change metadata and tensors of a weights file (None removes one)."""
    known = {"config": json.dumps(vars(SMALL)), "charset": CHARSET, "contract": contract_hash()}
    content = load_file(path)
    for name, tensor in tensors.items():
        content.pop(name, None)
        if tensor is not None:
            content[name] = tensor
    save_file(content, path, known | (meta or {}))


def test_the_same_net_comes_back(path: Path, net: WordNet) -> None:
    loaded, meta = load_weights(path)
    tiles = torch.randint(0, 256, (2, 32, 64), dtype=torch.uint8)
    assert not loaded.training
    assert torch.equal(loaded(tiles), net(tiles))
    assert loaded.config == SMALL
    assert meta.items() >= FACTS.items()
    assert meta["contract"] == contract_hash()


def test_the_same_weights_give_the_same_bytes(path: Path, net: WordNet) -> None:
    again = path.with_name("again.safetensors")
    for order in (list(FACTS), list(reversed(FACTS))):
        save_weights(again, net, {key: FACTS[key] for key in order})
        assert again.read_bytes() == path.read_bytes()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"there is no weights file .*none\.safetensors"):
        load_weights(tmp_path / "none.safetensors")


@pytest.mark.parametrize("keep", [0, 7, 100, -1])
def test_a_truncated_file_is_refused(path: Path, keep: int) -> None:
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ContractError, match="not a whole safetensors file"):
        load_weights(path)


def test_garbage_is_refused(path: Path) -> None:
    path.write_bytes(b"\xff" * 5000)
    with pytest.raises(ContractError, match="not a whole safetensors file"):
        load_weights(path)


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"contract": "0" * 64}, "another contract"),
        ({"charset": CHARSET[:-1]}, "another charset .*ÿ"),
        ({"charset": CHARSET[::-1]}, "another charset"),
        ({"config": "{"}, "no usable network configuration"),
        ({"config": "[]"}, "no usable network configuration"),
        ({"config": '{"channels": [1, 2], "hidden": 8}'}, "no usable network configuration"),
        ({"config": json.dumps(vars(SMALL) | {"hidden": 0})}, "no usable network configuration"),
        ({"config": json.dumps(vars(SMALL) | {"depth": 2})}, "no usable network configuration"),
        ({"config": json.dumps(vars(SMALL) | {"classes": 97})}, "output axis of 97 classes"),
        ({"config": json.dumps(vars(SMALL) | {"hidden": 9})}, r"tensor context\.\w+ is .* not"),
    ],
)
def test_metadata_that_does_not_fit_is_refused(
    path: Path, meta: dict[str, str], message: str
) -> None:
    rewrite(path, meta)
    with pytest.raises(ContractError, match=message):
        load_weights(path)


@pytest.mark.parametrize(
    ("tensors", "message"),
    [
        ({"head.bias": None}, r"lacks tensors: head\.bias"),
        ({"tail.bias": torch.zeros(3)}, r"unexpected tensors: tail\.bias"),
        ({"head.bias": torch.zeros(3)}, r"head\.bias is torch\.float32 \[3\], not"),
        ({"head.bias": torch.zeros(SMALL.classes).half()}, r"head\.bias is torch\.float16"),
    ],
)
def test_tensors_that_do_not_fit_are_refused(
    path: Path, tensors: dict[str, torch.Tensor | None], message: str
) -> None:
    rewrite(path, **tensors)
    with pytest.raises(ContractError, match=message):
        load_weights(path)


def test_a_full_disk_leaves_the_old_file(
    path: Path, net: WordNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(model.weights.Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        save_weights(path, net, {"samples": "13"})
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_describe_tells_size_and_facts(path: Path, net: WordNet) -> None:
    text = describe(path)
    count = sum(p.numel() for p in net.parameters())
    assert f"parameters: {count:,}" in text
    assert f"{path.stat().st_size:,} bytes" in text
    assert "samples: 12" in text
