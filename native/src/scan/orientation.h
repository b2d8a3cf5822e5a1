// Which way up a page stands, and turning it there and back. Mirrors scan/orientation.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "contract/numbers.h"
#include "detector/finding.h"
#include "scan/page.h"

namespace pocket_ocr {

// Whether a page can be turned by so many degrees clockwise: 0, 90, 180 or 270.
bool is_turn(int degrees);

// A page, uint8 [H, W], turned clockwise; the same one if by 0.
cv::Mat turned(const cv::Mat& page, int degrees);

// Characters of a page, as they stand on the page turned by 180 degrees.
Characters upside_down(const Characters& characters);

// Turns that may set a page upright, the likelier ones first, at least two.
//
// Letters stand closer to their neighbours in the word than to those of the next line, so the
// direction in which more of them have a close neighbour is that of the lines.
std::vector<int> likely_turns(const Characters& characters, const Numbers& n);

// What was read on a page turned clockwise, in pixels of the page as it was given.
void turn_back(Page& page, int degrees);

// A quad on a turned page of `width` x `height` pixels, on the page before it was turned.
Quad turn_quad(const Quad& quad, int degrees, std::int64_t width, std::int64_t height);

}  // namespace pocket_ocr
