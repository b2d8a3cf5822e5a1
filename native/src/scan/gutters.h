// White gutters from top to bottom of a region, and the columns on their sides. Mirrors
// scan/gutters.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "scan/rows.h"

namespace pocket_ocr {

// The segments as what is above, beside and below the tallest gutter that parts columns; all of
// them together if there is none.
std::vector<Segments> around_columns(const Segments& segments, std::int64_t height,
                                     const Numbers& n);

}  // namespace pocket_ocr
