// Lines: chains put on baselines, pieces of a line joined, loose marks taken in. Mirrors
// detector/lines.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "detector/baseline.h"
#include "detector/box.h"

namespace pocket_ocr {

// A line in work pixels.
struct Found {
    Baseline baseline;                // its left and right include the marks that were taken in
    Boxes boxes;                      // its characters, from left to right
    std::int64_t above_q8, below_q8;  // how far its ink reaches from the baseline
};

// Lines of one polarity, of its characters and of everything else that may be a dot or a piece of
// a letter.
std::vector<Found> find_baselines(const Boxes& characters, const Boxes& marks, const Numbers& n);

// Which of the lines of both polarities stay.
//
// A line goes if most of its characters stand in the band of a longer one: the holes of letters,
// or the paper between them.
std::vector<bool> drop_covered(const std::vector<Found>& lines, const Numbers& n);

}  // namespace pocket_ocr
