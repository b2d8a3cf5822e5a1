// The adaptive threshold that the pilot and the rules look at.
#pragma once

#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"

namespace pocket_ocr {

// Mask uint8 [h, w], 255 where an image is darker than its surroundings.
cv::Mat ink_of(const cv::Mat& image, const Numbers& n);

}  // namespace pocket_ocr
