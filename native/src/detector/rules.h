// Rules (of forms, tables, underlines), taken out so that they do not tie letters together.
// Mirrors detector/rules.py.
#pragma once

#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"

namespace pocket_ocr {

// The work image, uint8 [h, w], with its rules painted over by paper; the same image if it has
// none.
//
// Each of their pixels takes the lightest value near it across the rule: strokes that cross it
// stay, since they are dark on both of its sides.
cv::Mat remove_rules(const cv::Mat& image, const Numbers& n);

}  // namespace pocket_ocr
