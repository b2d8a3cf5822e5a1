// Rows that climb, sink or bend are laid level, so that reading order sees them side by side.
// Mirrors scan/levelling.py.
#pragma once

#include "contract/numbers.h"
#include "scan/rows.h"

namespace pocket_ocr {

// One segment or more moved up or down by a curve over the page's width that levels their rows.
//
// The curve's slope in a strip is the median slope from a segment to the next one of its row.
Segments levelled(Segments segments, const Numbers& n);

}  // namespace pocket_ocr
