"""A tiny net, its corpus, and a target without a converter, to test exports in no time."""

import json
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import torch

from contract.manifest import Precision, TensorInfo
from export.inputs import Corpora
from export.pipeline import Job
from model.config import NetConfig
from model.network import WordNet
from model.weights import save_weights
from parity.corpus import Corpus
from parity.runners import Logits, NetOnly, Runner

WIDTH = 32
CONFIG = NetConfig(channels=(4, 8, 8, 8, 8, 8), hidden=8)


def tiny_net(seed: int = 0) -> WordNet:
    torch.manual_seed(seed)
    return WordNet(CONFIG).eval()


def corpus(count: int = 16, width: int = WIDTH) -> Corpus:
    tiles, texts = np.full((count, 32, width), 255, np.uint8), []
    for i, tile in enumerate(tiles):
        texts.append(str(i))
        cv2.putText(tile, texts[-1], (2, 26), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 5 * i, 2)
    return Corpus(tiles, tuple(texts), ("drawn",) * count)


def corpora(parity: Corpus | None = None) -> Corpora:
    return Corpora(parity or corpus(), corpus(8), corpus(24))


def write_weights(folder: Path, seed: int = 0) -> Path:
    """Weights and calibration of a tiny net; returns the weights' path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "calibration.json").write_text(json.dumps({"knots": [[-2048, 0], [0, 1000]]}))
    save_weights(folder / "word.safetensors", tiny_net(seed), {"samples": "7"})
    return folder / "word.safetensors"


class FakeRunner(NetOnly):
    """The net that was converted last, in torch, plus `noise` on every logit."""

    name = "fake"
    suffixes = (".fake",)
    gated = True

    def __init__(self, noise: float) -> None:
        self.noise = noise
        self.net = tiny_net()

    def missing(self) -> None:
        return None

    def versions(self) -> dict[str, str]:
        return {"fake": "1"}

    def open(self, model: Path) -> Logits:
        def run(tiles: np.ndarray) -> np.ndarray:
            with torch.inference_mode():
                logits: np.ndarray = self.net(torch.from_numpy(np.array(tiles))).numpy()
            return logits + np.float32(self.noise)

        return run


class FakeTarget:
    """Writes the weights as they are; counts how often it converts."""

    precisions: tuple[Precision, ...] = ("fp32", "dynamic-int8")
    default: Precision = "dynamic-int8"
    suffix = ".fake"
    packages: tuple[str, ...] = ("torch",)

    rounding: Runner | None = None

    def __init__(self, noise: float = 0.0) -> None:
        self.noise = noise
        self.facts: Mapping[str, str] = {"target": "fake", "noise": str(noise)}
        self.fake = FakeRunner(noise)
        self.runner: Runner = self.fake
        self.converted: list[tuple[Precision, ...]] = []

    def convert(
        self,
        net: WordNet,
        width: int,
        precisions: tuple[Precision, ...],
        calibration: np.ndarray,
        facts: Mapping[str, str],
    ) -> dict[Precision, bytes]:
        self.fake.net = net
        self.converted.append(precisions)
        return {kind: f"{kind} {self.noise}".encode() for kind in precisions}

    def tensors(self, path: Path) -> tuple[TensorInfo, TensorInfo]:
        given = TensorInfo("tiles", "uint8", (1, 32, WIDTH))
        return given, TensorInfo("logits", "float32", (1, WIDTH // 4, self.fake.net.config.classes))


def job(folder: Path, noise: float = 0.0, precision: str | None = "all") -> Job:
    weights = write_weights(folder / "weights")
    return Job(
        target=FakeTarget(noise),
        weights=weights,
        calibration=weights.with_name("calibration.json"),
        lexicon=None,
        output=folder / "out",
        corpora=corpora(),
        precision=precision,
        width=WIDTH,
        cache=folder / "cache",
    )
