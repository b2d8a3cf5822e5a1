"""Checkpoints in one safetensors file: net, average, optimiser, and scalars as JSON metadata.

One file, so that tensors and scalars can never belong to different moments.
"""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from contract.errors import ContractError
from contract.files import write_whole
from detector.framing import contract_hash
from model.network import WordNet
from model.training.averaging import Average


def save_checkpoint(
    path: Path,
    net: WordNet,
    average: Average,
    optimizer: torch.optim.Optimizer,
    state: dict[str, Any],
) -> None:
    """Write everything that a run needs to go on; `state` must be JSON."""
    tensors = {f"net.{k}": v for k, v in net.state_dict().items()}
    tensors |= {f"average.{k}": v for k, v in average.net.state_dict().items()}
    for name, parameter in net.named_parameters():
        for key, value in optimizer.state[parameter].items():
            tensors[f"optimizer.{name}.{key}"] = value
    tensors = {k: v.detach().cpu().contiguous() for k, v in tensors.items()}
    facts = {"state": json.dumps(state), "contract": contract_hash()}
    write_whole(path, save(tensors, facts))


def read_state(path: Path) -> dict[str, Any]:
    """The scalars of a checkpoint.

    Raises:
        ContractError: the file is damaged, or was made under another contract or framing.
    """
    try:
        with safe_open(path, framework="pt") as file:
            facts = file.metadata() or {}
            state: dict[str, Any] = json.loads(facts["state"])
    except (SafetensorError, OSError, KeyError, ValueError) as error:
        raise ContractError(
            f"checkpoint {path} is damaged ({error}): start anew with --fresh"
        ) from None
    if facts.get("contract") != contract_hash():
        raise ContractError(
            f"checkpoint {path} learnt another contract or framing: start anew with --fresh"
        )
    return state


def load_checkpoint(
    path: Path, net: WordNet, average: Average, optimizer: torch.optim.Optimizer
) -> dict[str, Any]:
    """Restore net, average and optimiser in place; return the scalars.

    Raises:
        ContractError: the file is damaged or belongs to another network.
    """
    state = read_state(path)
    groups: dict[str, dict[str, torch.Tensor]] = {"net": {}, "average": {}, "optimizer": {}}
    with safe_open(path, framework="pt") as file:
        for full in file.keys():  # noqa: SIM118
            group, _, name = full.partition(".")
            groups[group][name] = file.get_tensor(full)
    try:
        net.load_state_dict(groups["net"])
        average.net.load_state_dict(groups["average"])
    except RuntimeError:
        raise ContractError(
            f"checkpoint {path} belongs to another network: start anew with --fresh"
        ) from None
    for name, parameter in net.named_parameters():
        prefix = f"{name}."
        optimizer.state[parameter] = {
            key.removeprefix(prefix): _like(parameter, value)
            for key, value in groups["optimizer"].items()
            if key.startswith(prefix)
        }
    return state


def _like(parameter: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """`value` on the parameter's device and, if it is a moment of it, in its memory layout.

    The fused optimiser walks through the memory of a parameter and its moments in parallel, so
    contiguous moments of a channels-last parameter would be mixed up without any error.
    """
    if value.shape != parameter.shape:
        return value.to(parameter.device)
    return torch.empty_like(parameter, dtype=value.dtype, requires_grad=False).copy_(value)
