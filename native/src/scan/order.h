// Reading order of a page: a recursive XY-cut that knows tables from columns. Mirrors
// scan/order.py.
//
// Text is cut from left to right only where both sides are columns of their own: filled with
// running text, or with lines that do not stand beside each other. Where lines do stand beside each
// other, as in a table, a form or a receipt, they are read row by row. A region without columns is
// cut from top to bottom where its vertical gaps end, so that a heading comes before the columns
// that it spans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

// A run of words on a line, in whole pixels of an upright, levelled page.
struct Item {
    std::int64_t left, top, right, bottom;
    std::int64_t height;  // of a capital letter; at least 1
};

using ItemRow = std::vector<std::size_t>;  // from left to right
using ItemBlock = std::vector<ItemRow>;    // a column, a paragraph, a list or a table

// Indices of the items as blocks of rows, in reading order. Every index occurs once.
std::vector<ItemBlock> order(const std::vector<Item>& items, const Numbers& n);

}  // namespace pocket_ocr
