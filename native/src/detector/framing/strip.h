// Strip framing: which part of a page becomes the 32 rows that the net sees.
//
// The one place where pixels are resampled. Fixed-point integers throughout; mirrors
// detector/framing/strip.py byte for byte.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"

namespace pocket_ocr {

// Where a strip lies on the page; all in Q16 page pixels, pixel centres at integers.
//
// Strip pixel (row, column) shows page point
// (x + column * along_x + row * across_x, y + column * along_y + row * across_y).
struct Frame {
    std::int64_t x, y;
    std::int64_t along_x, along_y;
    std::int64_t across_x, across_y;
    std::int64_t width;

    // Page point in Q16 of a strip point given in whole pixels.
    std::int64_t page_x(std::int64_t column, std::int64_t row) const {
        return x + column * along_x + row * across_x;
    }
    std::int64_t page_y(std::int64_t column, std::int64_t row) const {
        return y + column * along_y + row * across_y;
    }
};

// A line of text as framing needs it.
//
// x_q8, y_q8: left end of the ink on the baseline, page pixels; length_q8: of the ink along the
// baseline; slope_q16: dy/dx; height_q8: of a capital; above_q8, below_q8: how far ink reaches
// from the baseline, both positive outwards.
struct LineShape {
    std::int64_t x_q8, y_q8;
    std::int64_t length_q8;
    std::int64_t slope_q16;
    std::int64_t height_q8;
    std::int64_t above_q8, below_q8;
};

Frame line_frame(const LineShape& line, const Numbers& n);

// Where a box lies on a page: from a point, page pixels with pixel edges at integers, along and
// across lines of that slope to its upper left corner, and its size.
struct TiltedBox {
    std::int64_t x, y;
    std::int64_t slope_q16;
    std::int64_t right_q8, down_q8;
    std::int64_t width_q8, height_q8;
};

// Frame that shows a tilted box in so many columns.
Frame tilted_frame(const TiltedBox& box, std::int64_t columns, const Numbers& n);

// The strip that a frame shows of a page, uint8 [H, W]: uint8 [STRIP_HEIGHT, width], dark on light
// but not levelled.
cv::Mat show(const cv::Mat& page, const Frame& frame, bool light_on_dark, const Numbers& n);

// Strip of a line, uint8 [STRIP_HEIGHT, frame.width], dark on light and levelled, of its page,
// uint8 [H, W].
cv::Mat frame_line(const cv::Mat& page, const Frame& frame, bool light_on_dark, const Numbers& n);

}  // namespace pocket_ocr
