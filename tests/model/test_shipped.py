"""What the repository ships fits the code beside it."""

import hashlib

from contract.bundle import read_bundle
from detector.framing import contract_hash
from model.backends import default_weights
from model.calibration import CALIBRATION_FILE, load_calibration
from model.weights import load_weights
from pocket_ocr import reader


def test_the_weights_open_and_have_a_calibration() -> None:
    path = default_weights()
    _, meta = load_weights(path)
    assert meta["contract"] == contract_hash()
    assert len(load_calibration(path.with_name(CALIBRATION_FILE)).knots) > 2


def test_the_bundle_is_of_these_weights_and_this_contract() -> None:
    manifest = read_bundle(reader.DEFAULT_BUNDLE).manifest
    assert manifest.contract == contract_hash()
    weights = default_weights()
    assert manifest.weights.sha256 == hashlib.sha256(weights.read_bytes()).hexdigest()
    knots = load_calibration(weights.with_name(CALIBRATION_FILE)).knots
    assert manifest.calibration == knots
