"""A corpus, weights, a bundle and a runner so small that a whole parity check takes no time."""

import json
from pathlib import Path

import cv2
import numpy as np
import torch
from bundles import CHARSET_TEXT, LEXICON, manifest_json, safetensors
from drawn_pages import drawn_page

from contract.bundle import sha256
from contract.charset import CHARSET
from detector.framing import contract_hash
from model.config import NetConfig
from model.network import WordNet
from model.weights import save_weights
from parity.corpus import Corpus, PageImage, write_corpus, write_pages
from parity.gates import texts
from parity.runners import Logits, NetOnly
from parity.runners.torch_reference import REFERENCE

WIDTH = 256
WORDS = ("one", "two 2", "", "three", "A-4", "€ 5.00")


def make_corpus(folder: Path) -> tuple[Corpus, tuple[PageImage, ...]]:
    """Write six tiles and two pages; the second is blank."""
    tiles = np.full((len(WORDS), 32, WIDTH), 255, np.uint8)
    for tile, word in zip(tiles, WORDS, strict=True):
        cv2.putText(tile, word, (2, 26), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2)
    corpus = Corpus(tiles, WORDS, ("plain",) * len(WORDS))
    page, _ = drawn_page(("The quick brown fox jumps over", "a lazy dog and runs away 1234567"))
    blank = PageImage("blank", np.full((60, 90), 255, np.uint8), "nothing", ())
    pages = (PageImage("drawn", page, "two lines", ()), blank)
    write_corpus(folder / "tiles", corpus)
    write_pages(folder / "pages", pages)
    return corpus, pages


def make_weights(folder: Path, seed: int = 0) -> Path:
    """Weights of an untrained tiny net that prefers characters to blanks."""
    torch.manual_seed(seed)
    net = WordNet(NetConfig(channels=(4, 8, 8, 8, 8, 8), hidden=8))
    with torch.no_grad():
        net.head.weight *= 20
    folder.mkdir(parents=True, exist_ok=True)
    save_weights(folder / "word.safetensors", net, {})
    return folder / "word.safetensors"


def make_bundle(folder: Path, weights: Path, noise: float = 0.0, precision: str = "fp32") -> Path:
    """A bundle whose only model is the weights with `noise` on every other logit."""
    folder.mkdir(parents=True)
    model = json.dumps({"weights": str(weights), "noise": noise}).encode()
    tiles = np.full((2, 32, WIDTH), 255, np.uint8)
    tiles[1, 8:24, 20:30] = 0
    logits = REFERENCE.open(weights)(tiles)
    goldens = safetensors({"tiles": tiles, "logits": logits})
    found = manifest_json()
    (folder / "charset.txt").write_bytes(CHARSET_TEXT)
    (folder / "lexicon.bin").write_bytes(LEXICON)
    found |= {
        "contract": contract_hash(),
        "default_precision": precision,
        "weights": {"sha256": sha256(weights.read_bytes()), "training": {}},
    }
    found["models"][0] |= {
        "file": "net.fake",
        "precision": precision,
        "sha256": sha256(model),
        "bytes": len(model),
    }
    found["models"][0]["parity"] |= {"max_logit_error": abs(noise), "rounded_fp16": {}}
    found["goldens"] = {
        "file": "goldens.safetensors",
        "sha256": sha256(goldens),
        "texts": texts(logits, CHARSET),
    }
    (folder / "net.fake").write_bytes(model)
    (folder / "goldens.safetensors").write_bytes(goldens)
    (folder / "manifest.json").write_text(json.dumps(found))
    return folder


class FakeRunner(NetOnly):
    """Runs what `make_bundle` writes: the reference, and noise."""

    name = "fake"
    suffixes = (".fake",)
    gated = True

    def __init__(self) -> None:
        self.why: str | None = None

    def missing(self) -> str | None:
        return self.why

    def versions(self) -> dict[str, str]:
        return {"fake": "1.0"}

    def open(self, model: Path) -> Logits:
        settings = json.loads(model.read_text())
        exact = REFERENCE.open(Path(settings["weights"]))

        def logits(tiles: np.ndarray) -> np.ndarray:
            made = exact(tiles)
            made[..., ::2] += np.float32(settings["noise"])
            return made

        return logits


FAKE = FakeRunner()
