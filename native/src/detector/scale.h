// The work image: the page scaled so that its glyphs have one common height, and laid level.
// Mirrors detector/scale.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"
#include "detector/work.h"

namespace pocket_ocr {

// An image, uint8 [H, W], as uint8 [height, width]: means of areas, rounded, halves up.
//
// OpenCV's INTER_AREA sums in floats. Where a compiler fuses multiplication and addition, as on
// arm64, some of its means are one off.
cv::Mat shrunk(const cv::Mat& image, std::int64_t width, std::int64_t height);

// The work image of a page, uint8 [H, W]; it may share the page's pixels.
//
// Where most of the page is dark and most glyphs are light, it is inverted: rules, too, are then
// dark ones.
Work work_image(const cv::Mat& grey, const Numbers& n);

}  // namespace pocket_ocr
