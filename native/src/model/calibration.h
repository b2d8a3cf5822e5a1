// Calibrated word confidence: of the words with confidence 900 per mille, nine in ten are right.
// Mirrors model/calibration.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/manifest.h"
#include "model/decode.h"

namespace pocket_ocr {

// What the confidence of a word is computed from: the log-probabilities of its characters at their
// peaks, summed up, plus that of the most doubtful step at or beside them.
std::int64_t word_feature(const std::vector<Char>& chars, std::int64_t worst);

// Confidence in per mille of a feature, by knots that rise: between two of them linear, rounded
// down; outside them that of the nearest one.
std::int64_t confidence(const std::vector<Knot>& knots, std::int64_t feature);

}  // namespace pocket_ocr
