"""The processes that train together, as torchrun starts them (one process without it)."""

import os
from dataclasses import dataclass
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True)
class World:
    """This process's rank, the number of processes, and where and how precisely it computes."""

    rank: int
    size: int
    device: torch.device
    dtype: torch.dtype

    @classmethod
    def start(cls, threads: int) -> "World":
        """Join the processes of torchrun if WORLD_SIZE says so: nccl on GPUs, gloo on CPUs."""
        torch.set_num_threads(threads)
        rank, size = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        device = torch.device("cpu")
        if torch.cuda.is_available():
            device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
            torch.cuda.set_device(device)
        if size > 1:
            dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
        return cls(rank, size, device, _fast_dtype(device))

    def close(self) -> None:
        """Leave the group."""
        if self.size > 1:
            dist.destroy_process_group()

    def wrap(self, net: nn.Module) -> nn.Module:
        """`net`, with its gradients averaged over the processes."""
        if self.size == 1:
            return net
        return DistributedDataParallel(net)

    def from_first(self, *values: float) -> list[float]:
        """The numbers of rank 0, in every process: only it looks at clock and signals."""
        if self.size == 1:
            return list(values)
        tensor: Tensor = torch.tensor(values, dtype=torch.float64, device=self.device)
        dist.broadcast(tensor, 0)
        result: list[float] = tensor.tolist()
        return result

    def gather(self, value: Any) -> list[Any]:
        """`value` of every process, in every process."""
        values = [value] * self.size
        if self.size > 1:
            dist.all_gather_object(values, value)
        return values


def _fast_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where the hardware multiplies it, else float32."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32
