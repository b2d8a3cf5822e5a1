// Finding: from a page to its text lines, each with the frame of its strip. Mirrors
// detector/finding.py.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "contract/numbers.h"
#include "detector/box.h"
#include "detector/framing/strip.h"
#include "detector/regions.h"
#include "detector/scale.h"

namespace pocket_ocr {

// A line of text on a page.
struct TextLine {
    Frame frame;         // the strip's place on the page
    bool light_on_dark;  // polarity
    LineShape shape;     // in page pixels
    std::int64_t characters;  // how many the detector saw

    // The line as a strip, uint8 [STRIP_HEIGHT, frame.width], of its page, uint8 [H, W].
    cv::Mat strip(const cv::Mat& page, const Numbers& n) const;

    // The line framed for capitals so much higher, in 1/256; with room for all ink, or not.
    TextLine reframed(std::int64_t height_q8, bool with_ink, const Numbers& n) const;

    // Corners of its strip in page pixels, x and y: top left, top right, bottom right, bottom left.
    std::array<std::int64_t, 8> quad(const Numbers& n) const;
};

// What may be characters on a page: dark ones, then light ones.
struct Characters {
    Scale scale;                  // of the work image, whose pixels the boxes count
    std::array<Boxes, 2> boxes;
    std::array<Boxes, 2> marks;   // what is too low for a character
};

// Characters of a page, uint8 [H, W], of both polarities.
Characters find_characters(const cv::Mat& grey, const Numbers& n, const Check& check = [] {});

// Characters among the regions, dark and light, of a work image.
Characters characters_of(const Scale& scale, const std::array<Regions, 2>& regions,
                         const Numbers& n);

// Characters strung into lines, from top to bottom.
std::vector<TextLine> string_lines(const Characters& characters, const Numbers& n);

// Text lines of a page, uint8 [H, W], of both polarities; from top to bottom.
std::vector<TextLine> find_lines(const cv::Mat& grey, const Numbers& n);

}  // namespace pocket_ocr
