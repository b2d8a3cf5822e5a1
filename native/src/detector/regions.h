// Maximally stable extremal regions of both polarities, and the tree that they form. Mirrors
// detector/regions.py.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "contract/numbers.h"
#include "detector/box.h"

namespace pocket_ocr {

// N regions of one polarity, parents before their children.
//
// `parent` is the number of the smallest region that contains it, -1 if there is none. What is
// lower than a character and has a parent is left out.
struct Regions {
    Boxes box;                          // in work pixels
    std::vector<std::int64_t> area;     // in pixels
    std::vector<std::int64_t> parent;

    std::size_t size() const { return box.size(); }
};

// Called again and again while long work goes on; what it throws stops the work.
using Check = std::function<void()>;

// Dark and light regions of a work image, uint8 [h, w], that may be glyphs or parts of one.
std::array<Regions, 2> find_regions(const cv::Mat& image, const Numbers& n,
                                    const Check& check = [] {});

}  // namespace pocket_ocr
