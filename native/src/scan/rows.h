// Runs of words on a page put into rows, and rows into bands: what reading order is made of.
// Mirrors scan/rows.py. Heights of y are doubled, so that the middle of a box is exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

// An item of a page.
struct Segment {
    std::int64_t left, right;
    std::int64_t middle;  // twice the y of the box's middle
    std::int64_t height;  // of a capital letter, at least 1
    std::size_t item;     // its index; no two segments share one
};

using Segments = std::vector<Segment>;
using Row = Segments;  // from left to right

// A half-open range of x.
using Span = std::pair<std::int64_t, std::int64_t>;

// The median height, the upper one of two.
std::int64_t typical_height(const Segments& segments);

// The segments as rows, from top to bottom.
//
// From left to right, each segment goes to the row whose last segment ends before it and lies
// nearest in height, if their middles differ by no more than a share of the sum of their heights.
// So a row may climb or sink along its way, as on a curved page.
std::vector<Row> rows(const Segments& segments, const Numbers& n);

// Twice the mean y of a row's middles, rounded down.
std::int64_t level(const Row& row);

// The segments from top to bottom, parted wherever a level line passes between them.
//
// Of each segment only the middle part of its height counts, so that rows which are not quite
// level are parted, too; of one taller than TALL heights, as much as if it had that height.
std::vector<Segments> bands(const Segments& segments, std::int64_t height, const Numbers& n);

// What the segments cover from left to right; gaps narrower than `least` count as covered.
std::vector<Span> spans(const Segments& segments, std::int64_t least);

// Rows grouped: a step down much over the median step starts a group.
std::vector<std::vector<Row>> parted(const std::vector<Row>& parts, const Numbers& n);

// All segments of some rows or bands, one after the other.
Segments together(const std::vector<Segments>& parts);

}  // namespace pocket_ocr
