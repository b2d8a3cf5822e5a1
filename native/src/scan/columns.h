// Which vertical gaps of a region part columns, and which the cells of a row. Mirrors
// scan/columns.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "scan/rows.h"

namespace pocket_ocr {

// The segments as columns that are to be read one after the other, left to right.
//
// Parts the region at all its vertical gaps; then the narrowest gap whose sides are no columns of
// their own is closed again, until none is left.
std::vector<Segments> columns(const Segments& segments, std::int64_t height, const Numbers& n);

// Width of the narrowest gap that may part columns.
std::int64_t least_gap(std::int64_t height, const Numbers& n);

}  // namespace pocket_ocr
