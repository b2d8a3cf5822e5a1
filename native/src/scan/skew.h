// The slope of a page's lines, which changes from top to bottom where a camera looked askew.
// Mirrors scan/skew.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/integers.h"
#include "contract/numbers.h"
#include "detector/finding.h"

namespace pocket_ocr {

// `slope_q16` at `y` whole pixels from the top, and `turn_q28` more for each pixel below.
struct SlopeField {
    std::int64_t slope_q16;
    std::int64_t turn_q28;
    std::int64_t y;

    // Slope in Q16 at a y in whole pixels.
    std::int64_t at(std::int64_t row) const {
        return slope_q16 + floor_shift((row - y) * turn_q28, 12);
    }

    // Y in Q8 of a point after its line was turned level about x = 0.
    std::int64_t levelled(std::int64_t x_q8, std::int64_t y_q8) const {
        return y_q8 - floor_shift(x_q8 * at(floor_shift(y_q8, 8)), 16);
    }
};

// That of the lines whose own slope is known: medians, of slopes and of their change.
//
// The change is estimated as by Theil and Sen (P. K. Sen, 1968), on pairs half the page apart.
SlopeField slope_field(const std::vector<const TextLine*>& lines, const Numbers& n);

}  // namespace pocket_ocr
