// Tilt: the common slope of a page's lines, and the work image laid level. Mirrors
// detector/tilt.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"
#include "detector/box.h"
#include "detector/work.h"

namespace pocket_ocr {

// Slope in Q16 of the lines of glyphs; 0 if level or too few agree.
std::int64_t tilt_of(const Boxes& glyphs, const Numbers& n);

// The work image of a page, uint8 [H, W], in rows of that slope; as it is if that is too large.
//
// Rules are only known along rows and columns. It is turned about its middle and shrunk by the
// slope's cosine: whole numbers then say where a step along its rows or columns leads. Pixels are
// those of the page or, where that was made smaller, of the work image.
Work laid_level(const cv::Mat& page, const Work& work, std::int64_t tilt_q16, const Numbers& n);

}  // namespace pocket_ocr
