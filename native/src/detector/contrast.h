// Contrast: a pale page is stretched to the full range of greys before it is read. Mirrors
// detector/contrast.py.
#pragma once

#include <opencv2/core/mat.hpp>

#include "contract/numbers.h"

namespace pocket_ocr {

// Puts the darkest greys of a page, uint8 [H, W], at 0 and its lightest at 255, in place, if it is
// pale.
//
// What finds ink counts in grey levels, so that faded print has too few of them. Greys that hardly
// any pixel has are not looked at. A page that has few greys at all is blank.
void stretch(cv::Mat& page, const Numbers& n);

}  // namespace pocket_ocr
