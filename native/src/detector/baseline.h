// Baselines: slope, level and height of a chain of characters, by medians. Mirrors
// detector/baseline.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/integers.h"
#include "contract/numbers.h"
#include "detector/box.h"

namespace pocket_ocr {

// A line's geometry in work pixels.
struct Baseline {
    std::int64_t left, right;  // ends of its ink
    std::int64_t level_q8;     // y of the baseline at `left`
    std::int64_t slope_q16;    // dy/dx
    std::int64_t height_q8;    // of its capitals

    // Y of the baseline at a column, Q8.
    std::int64_t level_at(std::int64_t x) const {
        return level_q8 + floor_shift((x - left) * slope_q16, 8);
    }
};

// Slope in Q16 of the bottoms of two boxes or more, left to right: the median over pairs some
// shares of the chain apart, Theil and Sen's estimator (P. K. Sen, 1968) on a few pairs.
std::int64_t slope_of(const Boxes& boxes, const Numbers& n);

// The lower median; 0 of none.
std::int64_t median(std::vector<std::int64_t> values);

// Level and height of one character or more along a slope.
Baseline fit(const Boxes& boxes, std::int64_t slope_q16, const Numbers& n);

}  // namespace pocket_ocr
