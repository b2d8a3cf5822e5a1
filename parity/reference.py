"""What the reference, the weights in PyTorch in float64, makes of the corpus: computed once."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from contract.bundle import Bundle, dump_safetensors, read_safetensors, sha256
from contract.errors import ContractError, PocketOcrError
from contract.files import write_whole
from contract.records import parse
from contract.sources import sources_digest
from parity.corpus import Corpus, PageImage
from parity.pages import page_read, runner_backend
from parity.records import PageRead
from parity.runners import Logits
from parity.runners.torch_reference import REFERENCE
from scan.reading import read_page

CACHE = Path("build", "parity")
READERS = ("contract", "detector", "model", "scan")
"""Packages whose code, beside calibration and lexicon, decides what is read on a page."""


@dataclass(frozen=True)
class Reference:
    """Tiles' logits float32 [N, T, C], those of the bundle's golden tiles, and the pages."""

    weights: str
    logits: np.ndarray
    goldens: np.ndarray
    pages: tuple[PageRead, ...]


def digest(tiles: np.ndarray, pages: Sequence[PageImage]) -> str:
    """SHA-256 of the corpus' tiles uint8 [N, 32, W] and pages: their sizes and pixels."""
    found = hashlib.sha256()
    for pixels in (tiles, *(page.grey for page in pages)):
        found.update(f"{list(pixels.shape)}\n".encode())
        found.update(np.ascontiguousarray(pixels).tobytes())
    return found.hexdigest()


def reference(
    weights: Path, bundle: Bundle, corpus: Corpus, pages: Sequence[PageImage], cache: Path = CACHE
) -> Reference:
    """What the weights of a bundle make of the corpus, kept in the folder `cache`.

    Raises:
        ContractError: the weights are not those that the bundle was made from, or do not fit this
            program.
        PocketOcrError: something is not in the cache, and PyTorch is not installed.
    """
    found = _sha256(weights)
    if found != bundle.manifest.weights.sha256:
        raise ContractError(
            f"{bundle.path} was made from other weights ({bundle.manifest.weights.sha256[:12]}…) "
            f"than {weights} ({found[:12]}…): name its own with --weights, or export it anew"
        )
    net = _Net(weights, found, cache)
    return Reference(
        found,
        net.logits(corpus.tiles),
        net.logits(bundle.goldens().tiles),
        tuple(net.page(page, bundle) for page in pages),
    )


def reference_logits(weights: Path, tiles: np.ndarray, cache: Path = CACHE) -> np.ndarray:
    """Logits float32 [N, T, C] of tiles uint8 [N, 32, W], kept in the folder `cache`.

    Raises:
        ContractError, PocketOcrError: as `reference`.
    """
    return _Net(weights, _sha256(weights), cache).logits(tiles)


class _Net:
    """The reference net, opened when the cache lacks something."""

    def __init__(self, weights: Path, hashed: str, cache: Path) -> None:
        self._weights = weights
        self._key = hashed[:16]
        self._cache = cache
        self._run: Logits | None = None

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """Logits float32 [N, T, C] of tiles uint8 [N, 32, W]."""
        path = self._cache / f"logits-{self._key}-{digest(tiles, ())[:16]}.safetensors"
        if path.is_file():
            with _damage_named(path):
                return read_safetensors(path)["logits"]
        made = self._open()(tiles)
        write_whole(path, dump_safetensors({"logits": made}))
        return made

    def page(self, page: PageImage, bundle: Bundle) -> PageRead:
        """What stands on a page, by the bundle's calibration and lexicon."""
        facts = f"{sources_digest(*READERS)} {bundle.calibration} {bundle.manifest.lexicon}"
        key = f"{self._key}-{digest(page.grey, ())[:16]}-{sha256(facts.encode())[:16]}"
        path = self._cache / f"page-{key}.json"
        if path.is_file():
            with _damage_named(path):
                return parse(PageRead, json.loads(path.read_text(encoding="utf-8")), "")
        backend = runner_backend(bundle, "reference", self._open())
        made = page_read(page.name, read_page(page.grey, backend).as_dict())
        write_whole(path, json.dumps(asdict(made), ensure_ascii=False).encode())
        return made

    def _open(self) -> Logits:
        if self._run is None:
            if why := REFERENCE.missing():
                raise PocketOcrError(f"the reference is not in {self._cache} yet, and {why}")
            self._run = REFERENCE.open(self._weights)
        return self._run


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError) as error:
        raise ContractError(f"{path} is damaged ({error}): delete it") from None


def _sha256(weights: Path) -> str:
    if not weights.is_file():
        raise ContractError(f"there is no weights file {weights}: name one with --weights")
    return sha256(weights.read_bytes())
