// Framing by a word's own ink. Mirrors the part of detector/framing/crop.py that pages need.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"

namespace pocket_ocr {

// Rows [top, bottom).
struct Rows {
    std::int64_t top, bottom;
};

// Rows of a word on an image, uint8 [H, W], that is not 0 where there is ink.
//
// The word is the run of inked rows with the most ink; a row is inked if it has as much ink as a
// thin stem. A run near it (an i's dots, a broken print) is joined unless it touches the image's
// border, as a neighbouring line does. Rows inked almost from side to side are rules, and separate.
Rows ink_rows(const cv::Mat& ink);

// Columns of a strip that shows a word of this size, both in one unit, in its proportions. One up
// to 1.3 tiles wide is squeezed into one tile.
std::int64_t strip_columns(std::int64_t width, std::int64_t height, std::int64_t tile_width,
                           const Numbers& n);

}  // namespace pocket_ocr
