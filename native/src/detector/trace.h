// The trace of a page: all that the detector found on it, to be compared with the reference
// (parity/trace.py writes the same).
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

// `json`: regions, characters, marks, lines and tiles in integers; `tiles`: the tiles' pixels,
// uint8 [N, STRIP_HEIGHT, tile width], in the order of the lines.
struct Trace {
    std::string json;
    std::vector<std::uint8_t> tiles;
};

// What the detector finds on a page, uint8 [H, W].
Trace trace_page(const cv::Mat& grey, std::int64_t tile_width, const Numbers& n);

}  // namespace pocket_ocr
