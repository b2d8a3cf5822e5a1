// The work image's place on its page. Mirrors detector/work.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>

namespace pocket_ocr {

// A point in Q8; it counts from pixels' edges.
struct PointQ8 {
    std::int64_t x, y;
};

// Where the work image lies on its page: sizes of the scaled page, of the page and of the image,
// which is larger than the scaled page if it is tilted; in their pixels.
//
// tilt_q16: slope on the scaled page, whose middle is the image's, of the image's rows;
// inverted: whether the image shows light as dark.
struct Scale {
    std::int64_t width, height;
    std::int64_t page_width, page_height;
    std::int64_t image_width = width, image_height = height;
    std::int64_t tilt_q16 = 0;
    bool inverted = false;

    // Page point of a work point.
    PointQ8 page_point(PointQ8 work) const;

    // Slope on the page of a slope in the image: tangents of a sum.
    std::int64_t page_slope(std::int64_t slope_q16) const;

    // Page pixels in Q8 of a length along, or across, the image's rows.
    std::int64_t along_q8(std::int64_t length) const;
    std::int64_t across_q8(std::int64_t length) const;
};

// The page as regions are looked for in it: uint8 [h, w].
struct Work {
    cv::Mat image;
    Scale scale;
};

}  // namespace pocket_ocr
