// A line's band: what stands in it, and which lines it takes in. Mirrors the second half of
// detector/lines.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "detector/baseline.h"
#include "detector/box.h"
#include "detector/chains.h"

namespace pocket_ocr {

// Boxes sorted by the rows of their middles, so that a line looks at those near it only.
class Rows {
public:
    explicit Rows(const Boxes& boxes);

    // Numbers of the boxes whose middles lie in rows [first, last), from top to bottom.
    Indices between(std::int64_t first, std::int64_t last) const;

private:
    Indices order_;
    std::vector<std::int64_t> rows_;
};

// Numbers of the boxes that stand in a line's band, or just beside its ends, from top to bottom.
Indices in_band(const Baseline& line, const Rows& window, const Boxes& boxes, const Numbers& n);

// A line among others: its characters, their height, its rank.
struct Standing {
    std::int64_t count, height_q8, rank;
};

// Numbers, sorted, of the lines of lower rank most of whose characters stand in the band of
// line `i`; `owners` tells whose each character in that band is.
//
// A word of much smaller letters is no part of it: a signature was written over that word.
Indices swallowed(std::int32_t i, Indices owners, const std::vector<Standing>& lines,
                  const Numbers& n);

}  // namespace pocket_ocr
