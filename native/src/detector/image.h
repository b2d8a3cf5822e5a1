// Grey pixels of an image. Mirrors `to_grey` of detector/image.py, bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core/mat.hpp>

namespace pocket_ocr {

// Where a pixel's bytes lie; -1 for an alpha that it has not.
struct PixelLayout {
    int bytes;  // a pixel has so many
    int red, green, blue, alpha;
};

// Pixels in somebody else's memory, rows from the top.
struct Image {
    const std::uint8_t* pixels;
    std::size_t stride;  // bytes from the start of a row to that of the next
    int width, height;
    PixelLayout layout;
};

// Grey pixels of an image into `grey`, width x height bytes; transparent ones show white paper.
void grey_pixels(const Image& image, std::uint8_t* grey);

// Grey uint8 [height, width], a copy.
cv::Mat to_grey(const Image& image);

}  // namespace pocket_ocr
