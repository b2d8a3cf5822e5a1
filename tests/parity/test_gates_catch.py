"""What was tampered with, and the gate that catches it: on the shipped weights, in torch.

| tampering                          | caught by                                                |
|------------------------------------|----------------------------------------------------------|
| a bit of a model's file            | the bundle's sha256; if hashed anew, see below            |
| two labels of the charset          | the bundle's sha256; if hashed anew, the contract         |
| two classes of the output axis     | fp32: logit error; smaller modes: words lost              |
| normalisation off by 1/255         | fp32: logit error; smaller modes may hide it              |
| the LSTM's gates in another order  | fp32: logit error; fp16: PSNR; int8: words lost           |
| tiles padded with another grey     | the golden trace of a page; no gate of logits can see it  |

A bit of a weight that was flipped and hashed anew: fp32's logit error sees all that moves a logit
by 1e-4, not the last bits. In the smaller modes one weight of a million hides behind the mode's
own error; of those the gates see what costs words, and the golden vectors what exceeds that error.
tests/export/test_tampered_files.py does the same to exported files.
"""

import copy
import json

import numpy as np
import pytest
import torch
from bundles import digest, manifest_json, write_bundle
from tiny_parity import make_bundle

from contract.bundle import fingerprint, read_bundle
from contract.charset import CHARSET
from contract.errors import ContractError
from detector.tiles import tile_pixels
from model.backends import default_weights
from model.network import WordNet
from model.weights import load_weights
from parity.accuracy import Accuracy, gate_accuracy
from parity.check import Job, check
from parity.corpus import Corpus, read_corpus, read_pages
from parity.gates import GateError, Measured, gate, measure
from parity.goldens import DETECTOR, read_goldens
from parity.trace import trace

COUNT = 24
"""Tiles of the committed corpus, taken evenly."""
SIGN, EXPONENT, COARSE, FINE = 31, (23, 24, 26), (14, 18, 22), (0, 2)
"""Bits of a float32: its sign, some of its exponent, and of its mantissa from both ends."""


@pytest.fixture(scope="module")
def net() -> WordNet:
    torch.set_num_threads(1)
    return load_weights(default_weights())[0]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    whole = read_corpus()
    return whole.take(range(0, len(whole), len(whole) // COUNT))


@pytest.fixture(scope="module")
def reference(net, corpus) -> np.ndarray:
    return logits(copy.deepcopy(net).double(), corpus.tiles)


@pytest.fixture(scope="module")
def found(reference, corpus):
    """Measures logits against the untouched reference."""

    def against_reference(candidate: np.ndarray) -> Measured:
        return measure(reference, candidate, corpus.texts, CHARSET)

    return against_reference


@pytest.fixture
def tiny_job(tmp_path, corpus_folder, weights, fake):
    def of(bundle):
        cache = tmp_path / "cache"
        return Job((bundle,), weights, corpus_folder, tmp_path / "none.tsv", cache, ("fake",))

    return of


def logits(net: WordNet, tiles: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        return net(torch.from_numpy(tiles)).numpy()


def changed(net: WordNet, change) -> WordNet:
    """A copy of the net on whose parameters, by name, `change` was called."""
    other = copy.deepcopy(net)
    with torch.no_grad():
        change(dict(other.named_parameters()))
    return other


def caught_by(precision: str, found: Measured, measure: str) -> None:
    with pytest.raises(GateError, match=f"the {precision} model misses its gate: .*{measure}"):
        gate(precision, found)


def words_lost(precision: str, found: Measured) -> None:
    """The gate of accuracy, which counts words over many tiles; here over a few."""
    before, after = (
        Accuracy(found.tiles, 1, swa, 0.0) for swa in (found.swa + found.swa_loss, found.swa)
    )
    gate_accuracy(precision, before, before)
    with pytest.raises(GateError, match=f"the {precision} model misses its gate: it loses"):
        gate_accuracy(precision, after, before)


def test_the_untouched_net_passes_every_gate(net, corpus, found):
    same = found(logits(net, corpus.tiles))
    for precision in ("fp32", "fp16", "int8"):
        gate(precision, same)
    assert same.swa_loss == 0
    assert same.swa > 50  # else no gate that counts words could catch anything


def flipped(net: WordNet, bit: int) -> WordNet:
    """One bit of the largest weight of the head."""

    def flip(weights):
        bits = weights["head.weight"].view(torch.int32).view(-1)
        bits[weights["head.weight"].abs().argmax()] ^= np.int32(np.uint32(1 << bit)).item()

    return changed(net, flip)


@pytest.mark.parametrize("bit", [SIGN, *EXPONENT, *COARSE])
def test_a_flipped_bit_of_a_weight_is_a_logit_error(net, corpus, found, bit):
    caught_by("fp32", found(logits(flipped(net, bit), corpus.tiles)), "logit error")


@pytest.mark.parametrize("bit", FINE)
def test_the_last_bits_of_a_weight_are_seen_by_its_hash_only(net, corpus, found, bit):
    """They move no logit by more than the runtimes themselves differ: below every gate."""
    gate("fp32", found(logits(flipped(net, bit), corpus.tiles)))
    before, after = (n.state_dict()["head.weight"].numpy() for n in (net, flipped(net, bit)))
    assert digest(before.tobytes()) != digest(after.tobytes())


@pytest.mark.parametrize("name", ["net.tflite", "net.mlpackage"])
@pytest.mark.parametrize("bit", range(8))
def test_any_flipped_bit_of_a_file_is_another_sha256(tmp_path, name, bit):
    manifest = manifest_json()
    write_bundle(tmp_path)
    model = tmp_path / name
    inside = model / "Data" / "weight.bin" if name.endswith(".mlpackage") else model
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.write_bytes(bytes(100))
    hashed, size = fingerprint(model)
    manifest["models"][0] |= {"file": name, "sha256": hashed, "bytes": size}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    read_bundle(tmp_path)
    inside.write_bytes(bytes(50) + bytes([1 << bit]) + bytes(49))
    with pytest.raises(ContractError, match=f"{name} was changed or is damaged"):
        read_bundle(tmp_path)


@pytest.mark.parametrize("pair", ["eo", "þÐ"])
def test_two_swapped_labels_are_another_sha256_and_another_contract(
    tmp_path, tiny_job, weights, pair
):
    """Of a common pair, and of one that no golden text holds."""
    bundle = make_bundle(tmp_path / "bundle", weights)
    check(tiny_job(bundle), lambda line: None)
    swapped = CHARSET.translate(str.maketrans(pair, pair[::-1])) + "\n"
    (bundle / "charset.txt").write_text(swapped, encoding="utf-8")
    with pytest.raises(ContractError, match=r"charset\.txt was changed or is damaged"):
        read_bundle(bundle)
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["charset"]["sha256"] = digest(swapped.encode())
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    assert read_bundle(bundle).charset == swapped.removesuffix("\n")
    with pytest.raises(ContractError, match="made for another contract"):
        check(tiny_job(bundle), lambda line: None)


def test_two_swapped_classes_are_words_lost(reference, found):
    """The labels are right, but the head's rows are not."""
    order = np.arange(reference.shape[-1])
    e, o = (1 + CHARSET.index(character) for character in "eo")
    order[[e, o]] = order[[o, e]]
    swapped = found(reference[..., order])
    caught_by("fp32", swapped, "logit error")
    for precision in ("fp16", "dynamic-int8", "int8", "palette8", "palette6", "palette4"):
        words_lost(precision, swapped)


def test_a_normalisation_off_by_one_grey_value_is_a_logit_error(net, corpus, found, monkeypatch):
    """Smaller modes err more than that by themselves: an export gates fp32 for all of them."""
    monkeypatch.setattr("model.network.PAPER", 254.0)
    caught_by("fp32", found(logits(net, corpus.tiles)), "logit error")
    monkeypatch.undo()
    darker = np.where(corpus.tiles > 0, corpus.tiles - 1, 0).astype(np.uint8)  # ink + 1/255
    caught_by("fp32", found(logits(net, darker)), "logit error")


def test_another_order_of_the_lstm_s_gates_is_caught_in_every_mode(net, corpus, found):
    def reorder(weights):
        for name, weight in weights.items():
            if name.startswith("context."):
                i, f, g, o = weight.chunk(4)
                weight.copy_(torch.cat([i, f, o, g]))

    wrong = found(logits(changed(net, reorder), corpus.tiles))
    caught_by("fp32", wrong, "logit error")
    caught_by("fp16", wrong, "PSNR")
    for precision in ("dynamic-int8", "int8", "palette8", "palette6", "palette4"):
        words_lost(precision, wrong)


@pytest.mark.parametrize("grey", [254, 0])
def test_another_grey_behind_a_line_is_not_the_golden_trace(net, monkeypatch, grey):
    """Two runtimes that get the same wrong tiles agree: the gates of logits cannot see it."""
    page = next(one for one in read_pages() if one.name == "one-word").grey
    golden = read_goldens(DETECTOR)["one-word"]["trace"]
    monkeypatch.setattr("parity.trace.tile_pixels", padded_with(grey))
    wrong = trace(page)
    after = wrong.summary()
    assert after.pop("pixels") != golden.pop("pixels")
    assert after == golden
    tiles = wrong.pixels[:4]
    exact, single = logits(copy.deepcopy(net).double(), tiles), logits(net, tiles)
    gate("fp32", measure(exact, single, [""] * len(exact), CHARSET))


def padded_with(grey: int):
    """`detector.tiles.tile_pixels` with another grey value of paper."""

    def padded(strip, tile, width):
        pixels = tile_pixels(strip, tile, width)
        pixels[:, tile.width :] = grey
        return pixels

    return padded
