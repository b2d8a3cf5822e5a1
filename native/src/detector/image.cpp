#include "detector/image.h"

#include <algorithm>

namespace pocket_ocr {
namespace {

// OpenCV's weights of BT.601's luma, in Q15: the same on all its builds, whatever they run on.
std::uint32_t luma(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
    return (9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15;
}

}  // namespace

void grey_pixels(const Image& image, std::uint8_t* grey) {
    const PixelLayout at = image.layout;
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* pixel = image.pixels + static_cast<std::size_t>(y) * image.stride;
        if (at.bytes == 1) {
            grey = std::copy_n(pixel, image.width, grey);
            continue;
        }
        for (int x = 0; x < image.width; ++x, pixel += at.bytes) {
            std::uint32_t value = luma(pixel[at.red], pixel[at.green], pixel[at.blue]);
            if (at.alpha >= 0) {
                const std::uint32_t opaque = pixel[at.alpha];
                value = (value * opaque + 255 * (255 - opaque) + 127) / 255;
            }
            *grey++ = static_cast<std::uint8_t>(value);
        }
    }
}

cv::Mat to_grey(const Image& image) {
    cv::Mat grey(image.height, image.width, CV_8UC1);
    grey_pixels(image, grey.data);
    return grey;
}

}  // namespace pocket_ocr
