"""Weights of WordNet as safetensors: tensors, and what they were made for and from, in one file."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from contract.charset import CHARSET
from contract.errors import ContractError
from contract.files import write_whole
from detector.framing import contract_hash
from model.config import NetConfig
from model.network import WordNet

RESERVED = ("config", "charset", "contract")
"""Metadata that save_weights writes itself."""


def canonical(data: bytes) -> bytes:
    """The same safetensors file with the keys of its header sorted.

    The library writes metadata in the order of a hash table, which differs from run to run.
    """
    size = int.from_bytes(data[:8], "little")
    header = json.dumps(json.loads(data[8 : 8 + size]), sort_keys=True, separators=(",", ":"))
    raw = header.encode()
    raw += b" " * (-len(raw) % 8)  # the tensors stay aligned to 8 bytes
    return len(raw).to_bytes(8, "little") + raw + data[8 + size :]


def save_weights(path: Path, net: WordNet, meta: dict[str, str]) -> None:
    """Write the weights atomically; the same weights and `meta` give the same bytes.

    Args:
        path: the file to write.
        net: its parameters and batch-norm buffers are written as they are.
        meta: facts about the training. The keys of RESERVED are filled in here.
    """
    tensors = {k: v.detach().cpu().contiguous() for k, v in net.state_dict().items()}
    facts = meta | {
        "config": json.dumps(asdict(net.config)),
        "charset": CHARSET,
        "contract": contract_hash(),
    }
    write_whole(path, canonical(save(tensors, facts)))


def load_weights(path: Path) -> tuple[WordNet, dict[str, str]]:
    """The net in evaluation mode on the CPU, and its metadata.

    Raises:
        ContractError: the file is missing or damaged, or was made for another contract, charset
            or network than this program's.
    """
    meta, tensors = _read(path)
    charset = meta.get("charset", "")
    if charset != CHARSET:
        strange = sorted(set(charset) ^ set(CHARSET))
        detail = f" (they differ in {' '.join(strange[:10])})" if strange else ""
        raise ContractError(
            f"{path} reads another charset than this program{detail}: train with this charset"
        )
    if meta.get("contract") != contract_hash():
        raise ContractError(
            f"{path} was trained for another contract or framing than this program's: "
            "use the program's version that trained it, or train anew"
        )
    config = _config(path, meta)
    if config.classes != len(charset) + 1:
        raise ContractError(
            f"{path} has an output axis of {config.classes} classes for a charset of "
            f"{len(charset)} characters and the blank: the file does not fit itself, train anew"
        )
    net = WordNet(config)
    _check_tensors(path, net.state_dict(), tensors)
    net.load_state_dict(tensors)
    return net.eval(), meta


def describe(path: Path) -> str:
    """Lines about the weights: size, hash, parameters, and the metadata.

    Raises:
        ContractError: the file is missing or damaged.
    """
    meta, tensors = _read(path)
    data = path.read_bytes()
    parameters = sum(v.numel() for k, v in tensors.items() if "running_" not in k and v.ndim)
    lines = [
        f"{path}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}",
        f"parameters: {parameters:,} in {len(tensors)} tensors",
    ]
    return "\n".join(lines + [f"{key}: {meta[key]}" for key in sorted(meta)])


def _read(path: Path) -> tuple[dict[str, str], dict[str, torch.Tensor]]:
    if not path.is_file():
        raise ContractError(f"there is no weights file {path}: name one with --weights, or train")
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
            return dict(file.metadata() or {}), tensors
    except (SafetensorError, OSError, ValueError) as error:
        raise ContractError(
            f"{path} is not a whole safetensors file ({error}): fetch or train it again"
        ) from None


def _config(path: Path, meta: dict[str, str]) -> NetConfig:
    try:
        fields = json.loads(meta["config"])
        c1, c2, c3, c4, c5, c6 = (int(c) for c in fields.pop("channels"))
        sizes = {k: int(v) for k, v in fields.items()}
        return NetConfig((c1, c2, c3, c4, c5, c6), **sizes)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ContractError(f"{path} has no usable network configuration ({error!r})") from None


def _check_tensors(
    path: Path, wanted: dict[str, torch.Tensor], found: dict[str, torch.Tensor]
) -> None:
    for trouble, names in (
        ("lacks", sorted(wanted.keys() - found.keys())),
        ("has unexpected", sorted(found.keys() - wanted.keys())),
    ):
        if names:
            raise ContractError(f"{path} {trouble} tensors: {', '.join(names[:5])}")
    for name, tensor in wanted.items():
        if found[name].shape != tensor.shape or found[name].dtype != tensor.dtype:
            raise ContractError(
                f"{path}: tensor {name} is {found[name].dtype} {list(found[name].shape)}, "
                f"not {tensor.dtype} {list(tensor.shape)}"
            )
