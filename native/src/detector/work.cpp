#include "detector/work.h"

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

// A length on the scaled page, of which a tilted image is a smaller likeness.
std::int64_t untilted(std::int64_t length, std::int64_t tilt) {
    return floor_shift(length * isqrt((std::int64_t{1} << 32) + tilt * tilt), 16);
}

}  // namespace

PointQ8 Scale::page_point(PointQ8 work) const {
    // Twice as far as from the middle.
    const std::int64_t right = 2 * work.x - shift_left(image_width, 8);
    const std::int64_t down = 2 * work.y - shift_left(image_height, 8);
    const std::int64_t x = right - floor_shift(down * tilt_q16, 16) + shift_left(width, 8);
    const std::int64_t y = down + floor_shift(right * tilt_q16, 16) + shift_left(height, 8);
    return {floor_div(floor_shift(x, 1) * page_width, width),
            floor_div(floor_shift(y, 1) * page_height, height)};
}

std::int64_t Scale::page_slope(std::int64_t slope_q16) const {
    const std::int64_t level = floor_div(shift_left(slope_q16 + tilt_q16, 32),
                                         (std::int64_t{1} << 32) - slope_q16 * tilt_q16);
    return floor_div(level * page_height * width, height * page_width);
}

std::int64_t Scale::along_q8(std::int64_t length) const {
    return floor_div(untilted(length, tilt_q16) * page_width, width);
}

std::int64_t Scale::across_q8(std::int64_t length) const {
    return floor_div(untilted(length, tilt_q16) * page_height, height);
}

}  // namespace pocket_ocr
