#include "detector/tilt.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "contract/integers.h"
#include "detector/baseline.h"
#include "detector/chains.h"
#include "detector/framing/strip.h"

namespace pocket_ocr {
namespace {

constexpr std::int64_t ONE = 1 << 16;

// Of the turned image: that of a box around the page.
std::int64_t side(std::int64_t along, std::int64_t across, std::int64_t tilt_q16) {
    const std::int64_t steep = std::abs(tilt_q16);
    return floor_div(shift_left(shift_left(along, 16) + across * steep, 16),
                     ONE * ONE + steep * steep) +
           1;
}

// Where so many rows as a strip has lie on a page, uint8 [H, W].
Frame frame_at(Scale level, const cv::Mat& source, std::int64_t top) {
    level.page_width = source.cols;
    level.page_height = source.rows;
    // The middle of the first pixel.
    const PointQ8 first = level.page_point({128, shift_left(top, 8) + 128});
    const std::int64_t across = floor_div(shift_left(source.cols, 16), level.width);
    const std::int64_t down = floor_div(shift_left(source.rows, 16), level.height);
    return {shift_left(first.x, 8) - ONE / 2,
            shift_left(first.y, 8) - ONE / 2,
            across,
            floor_shift(down * level.tilt_q16, 16),
            -floor_shift(across * level.tilt_q16, 16),
            down,
            level.image_width};
}

}  // namespace

std::int64_t tilt_of(const Boxes& glyphs, const Numbers& n) {
    if (static_cast<std::int64_t>(glyphs.size()) > n.TILT_MAX_GLYPHS) return 0;
    const LinkRule rule{n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8};
    std::vector<std::int64_t> slopes;
    for (const Indices& chain : chains(link(glyphs, glyphs, rule, n))) {
        if (static_cast<std::int64_t>(chain.size()) < std::max<std::int64_t>(n.SLOPE_CHARS, 2)) {
            continue;
        }
        Boxes members;
        for (const std::int32_t i : chain) members.push_back(glyphs[static_cast<std::size_t>(i)]);
        slopes.insert(slopes.end(), chain.size(), slope_of(members, n));
    }
    const std::int64_t tilt = median(slopes);
    const std::int64_t agreeing =
        std::count_if(slopes.begin(), slopes.end(), [&](std::int64_t slope) {
            return std::abs(slope - tilt) <= n.TILT_AGREE_Q16;
        });
    const auto total = static_cast<std::int64_t>(slopes.size());
    const bool clear =
        agreeing >= n.TILT_GLYPHS && at_least_q8(agreeing, total, n.TILT_SHARE_Q8);
    return clear && std::abs(tilt) >= n.TILT_LEAST_Q16 ? tilt : 0;
}

Work laid_level(const cv::Mat& page, const Work& work, std::int64_t tilt_q16, const Numbers& n) {
    Scale level = work.scale;
    level.tilt_q16 = tilt_q16;
    level.image_width = side(level.width, level.height, tilt_q16);
    const std::int64_t strips = ceil_div(side(level.height, level.width, tilt_q16), n.STRIP_HEIGHT);
    level.image_height = strips * n.STRIP_HEIGHT;
    if (level.image_width * level.image_height > n.WORK_MAX_PIXELS) return work;
    const cv::Mat& source = work.image.total() < page.total() ? work.image : page;
    cv::Mat image(static_cast<int>(level.image_height), static_cast<int>(level.image_width), CV_8U);
    for (int top = 0; top < image.rows; top += static_cast<int>(n.STRIP_HEIGHT)) {
        const cv::Mat rows = show(source, frame_at(level, source, top), false, n);
        rows.copyTo(image.rowRange(top, top + rows.rows));
    }
    return {image, level};
}

}  // namespace pocket_ocr
