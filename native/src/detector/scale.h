// The work image: the page scaled so that its glyphs have one common height. Mirrors
// detector/scale.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "contract/integers.h"
#include "contract/numbers.h"

namespace pocket_ocr {

// Where the work image lies on its page: sizes of both, in their pixels.
struct Scale {
    std::int64_t width, height;
    std::int64_t page_width, page_height;

    // Page coordinates in Q8 of work coordinates in Q8; both count from pixels' edges.
    std::int64_t page_x_q8(std::int64_t x) const { return floor_div(x * page_width, width); }
    std::int64_t page_y_q8(std::int64_t y) const { return floor_div(y * page_height, height); }
};

// The page as regions are looked for in it: uint8 [h, w].
struct Work {
    cv::Mat image;
    Scale scale;
};

// Common height of the glyphs on a page, uint8 [H, W], in page pixels; 0 if there are too few.
//
// The median, weighted by height, of the components of an adaptive threshold that have the shape
// of a glyph. A page with more ink than text can have is a texture: 0.
std::int64_t glyph_height(const cv::Mat& grey, const Numbers& n);

// An image, uint8 [H, W], as uint8 [height, width]: means of areas, rounded, halves up.
//
// OpenCV's INTER_AREA sums in floats. Where a compiler fuses multiplication and addition, as on
// arm64, some of its means are one off.
cv::Mat shrunk(const cv::Mat& image, std::int64_t width, std::int64_t height);

// The work image of a page, uint8 [H, W]; it may share the page's pixels.
Work work_image(const cv::Mat& grey, const Numbers& n);

}  // namespace pocket_ocr
