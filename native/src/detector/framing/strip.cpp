#include "detector/framing/strip.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <opencv2/core.hpp>
#include <vector>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

constexpr std::int64_t ONE = 1 << 16;

// Part of a page, halved some times. Its pixel (0, 0) starts at page pixel (left, top).
struct Patch {
    cv::Mat pixels;
    std::int64_t left, top;
};

// Page pixels [left, left + width) x [top, …), halved once: exact means of 2 x 2. Outside, the
// page's border pixels go on.
cv::Mat halved_part(const cv::Mat& page, std::int64_t left, std::int64_t top, std::int64_t width,
                    std::int64_t height) {
    std::vector<int> column(static_cast<std::size_t>(width));
    for (std::size_t x = 0; x < column.size(); ++x) {
        const std::int64_t at = left + static_cast<std::int64_t>(x);
        column[x] = static_cast<int>(std::clamp<std::int64_t>(at, 0, page.cols - 1));
    }
    const auto row = [&](std::int64_t y) {
        const std::int64_t at = std::clamp<std::int64_t>(top + y, 0, page.rows - 1);
        return page.ptr<std::uint8_t>(static_cast<int>(at));
    };
    cv::Mat half(static_cast<int>(height / 2), static_cast<int>(width / 2), CV_8U);
    for (int y = 0; y < half.rows; ++y) {
        const std::uint8_t *upper = row(2 * y), *lower = row(2 * y + 1);
        std::uint8_t* out = half.ptr<std::uint8_t>(y);
        for (std::size_t x = 0; x < column.size(); x += 2) {
            const int a = column[x], b = column[x + 1];
            out[x / 2] = static_cast<std::uint8_t>((upper[a] + upper[b] + lower[a] + lower[b] + 2) >> 2);
        }
    }
    return half;
}

// Halved part of the page around the frame, cut at multiples of 2^halvings of the page, so that
// the result does not depend on the cut.
Patch halved_patch(const cv::Mat& page, const Frame& frame, int halvings, const Numbers& n) {
    const std::int64_t ends[] = {0, frame.width - 1}, sides[] = {0, n.STRIP_HEIGHT - 1};
    std::array<std::int64_t, 4> x{}, y{};
    for (std::size_t k = 0; k < 4; ++k) {
        x[k] = frame.page_x(ends[k / 2], sides[k % 2]);
        y[k] = frame.page_y(ends[k / 2], sides[k % 2]);
    }
    const int shift = 16 + halvings;
    const std::int64_t unit = std::int64_t{1} << halvings;
    const std::int64_t left = floor_shift(*std::min_element(x.begin(), x.end()), shift) - 1;
    const std::int64_t top = floor_shift(*std::min_element(y.begin(), y.end()), shift) - 1;
    const std::int64_t right = floor_shift(*std::max_element(x.begin(), x.end()), shift) + 3;
    const std::int64_t bottom = floor_shift(*std::max_element(y.begin(), y.end()), shift) + 3;
    Patch patch{{}, left * unit, top * unit};
    std::int64_t width = (right - left) * unit, height = (bottom - top) * unit;
    patch.pixels = halved_part(page, patch.left, patch.top, width, height);
    for (int k = 1; k < halvings; ++k) {
        width /= 2;
        height /= 2;
        patch.pixels = halved_part(patch.pixels, 0, 0, width, height);
    }
    return patch;
}

// Value of an image between four pixels, the upper left one in (x, y) >> 16: weights are the top 8
// fraction bits. Outside, the border pixels go on.
std::uint8_t bilinear(const cv::Mat& image, std::int64_t x, std::int64_t y) {
    const int fx = static_cast<int>(x >> 8 & 255), fy = static_cast<int>(y >> 8 & 255);
    const auto column = [&](std::int64_t at) {
        return static_cast<int>(std::clamp<std::int64_t>(at, 0, image.cols - 1));
    };
    const auto row = [&](std::int64_t at) {
        return image.ptr<std::uint8_t>(
            static_cast<int>(std::clamp<std::int64_t>(at, 0, image.rows - 1)));
    };
    const int left = column(x >> 16), right = column((x >> 16) + 1);
    const std::uint8_t *upper = row(y >> 16), *lower = row((y >> 16) + 1);
    const int above = upper[left] * (256 - fx) + upper[right] * fx;
    const int below = lower[left] * (256 - fx) + lower[right] * fx;
    return static_cast<std::uint8_t>((above * (256 - fy) + below * fy + (1 << 15)) >> 16);
}

// The strip that a frame shows: uint8 [STRIP_HEIGHT, width].
//
// The page is first halved while the frame would skip pixels.
cv::Mat resample(const cv::Mat& page, const Frame& frame, const Numbers& n) {
    const std::int64_t step = std::max(std::abs(frame.along_x) + std::abs(frame.across_x),
                                       std::abs(frame.along_y) + std::abs(frame.across_y));
    int halvings = 0;
    while (step >> halvings > n.STRIP_MAX_STEP_Q8 << 8) ++halvings;
    const Patch patch = halvings > 0 ? halved_patch(page, frame, halvings, n) : Patch{page, 0, 0};
    // A halved pixel's centre lies at 2 p + 1/2: p' = (p - (2^k - 1) / 2) / 2^k.
    const std::int64_t shift = ((std::int64_t{1} << halvings) - 1) << 15;
    const std::int64_t x0 = frame.x - patch.left * ONE - shift;
    const std::int64_t y0 = frame.y - patch.top * ONE - shift;
    cv::Mat strip(static_cast<int>(n.STRIP_HEIGHT), static_cast<int>(frame.width), CV_8U);
    for (int row = 0; row < strip.rows; ++row) {
        std::uint8_t* out = strip.ptr<std::uint8_t>(row);
        std::int64_t x = x0 + row * frame.across_x, y = y0 + row * frame.across_y;
        for (int column = 0; column < strip.cols; ++column) {
            out[column] = bilinear(patch.pixels, x >> halvings, y >> halvings);
            x += frame.along_x;
            y += frame.along_y;
        }
    }
    return strip;
}

// Paper to 255, darkest ink to 0, in place, by the strip's histogram. So padding with 255
// continues the paper, whatever its grey was.
void level(cv::Mat& strip, const Numbers& n) {
    std::array<std::int64_t, 256> count{};
    for (int row = 0; row < strip.rows; ++row) {
        const std::uint8_t* pixels = strip.ptr<std::uint8_t>(row);
        for (int x = 0; x < strip.cols; ++x) ++count[pixels[x]];
    }
    const auto total = static_cast<std::int64_t>(strip.total());
    const auto quantile = [&](std::int64_t permille) {
        std::int64_t sum = 0, value = 0;
        for (; value < 256; ++value) {
            sum += count[static_cast<std::size_t>(value)];
            if (sum * 1000 >= permille * total) break;
        }
        return value;
    };
    const std::int64_t paper = quantile(n.LEVELS_PAPER_PERMILLE);
    const std::int64_t span =
        std::max(paper - quantile(n.LEVELS_INK_PERMILLE), n.LEVELS_MIN_CONTRAST);
    std::array<std::uint8_t, 256> table{};
    for (std::int64_t value = 0; value < 256; ++value) {
        const std::int64_t levelled = 255 - floor_div((paper - value) * 255, span);
        table[static_cast<std::size_t>(value)] =
            static_cast<std::uint8_t>(std::clamp<std::int64_t>(levelled, 0, 255));
    }
    for (int row = 0; row < strip.rows; ++row) {
        std::uint8_t* pixels = strip.ptr<std::uint8_t>(row);
        for (int x = 0; x < strip.cols; ++x) pixels[x] = table[pixels[x]];
    }
}

// Of length 1 in Q16, along a slope.
struct Direction {
    std::int64_t cos, sin;
};

Direction direction(std::int64_t slope_q16) {
    const std::int64_t norm = isqrt((std::int64_t{1} << 32) + slope_q16 * slope_q16);
    return {(std::int64_t{1} << 32) / norm, floor_div(shift_left(slope_q16, 16), norm)};
}

}  // namespace

Frame line_frame(const LineShape& line, const Numbers& n) {
    const std::int64_t ink = times_q8(line.height_q8, n.FRAME_INK_Q8);
    const std::int64_t above =
        std::max(times_q8(line.height_q8, n.FRAME_ABOVE_Q8), line.above_q8 + ink);
    const std::int64_t below =
        std::max(times_q8(line.height_q8, n.FRAME_BELOW_Q8), line.below_q8 + ink);
    const std::int64_t total = std::max(above + below, n.STRIP_HEIGHT);
    const std::int64_t side = times_q8(total, n.FRAME_SIDE_Q8);
    const std::int64_t step = (total << 8) / n.STRIP_HEIGHT;
    const auto [cos, sin] = direction(line.slope_q16);
    const std::int64_t along_x = floor_shift(step * cos, 16), along_y = floor_shift(step * sin, 16);
    const std::int64_t width = ceil_div((line.length_q8 + 2 * side) * n.STRIP_HEIGHT, total);
    // From the baseline's left end: out by the side margin, up by `above`, in by half a pixel.
    const std::int64_t left = step / 2 - (side << 8), up = step / 2 - shift_left(above, 8);
    return {shift_left(line.x_q8, 8) + floor_shift(left * cos - up * sin, 16) - ONE / 2,
            shift_left(line.y_q8, 8) + floor_shift(left * sin + up * cos, 16) - ONE / 2,
            along_x,
            along_y,
            -along_y,
            along_x,
            std::max<std::int64_t>(width, 1)};
}

Frame tilted_frame(const TiltedBox& box, std::int64_t columns, const Numbers& n) {
    const auto [cos, sin] = direction(box.slope_q16);
    const std::int64_t along = shift_left(box.width_q8, 8) / columns;
    const std::int64_t across = shift_left(box.height_q8, 8) / n.STRIP_HEIGHT;
    // To the centre of the first strip pixel.
    const std::int64_t right = shift_left(box.right_q8, 8) + along / 2;
    const std::int64_t down = shift_left(box.down_q8, 8) + across / 2;
    return {shift_left(box.x, 16) + floor_shift(right * cos - down * sin, 16) - ONE / 2,
            shift_left(box.y, 16) + floor_shift(right * sin + down * cos, 16) - ONE / 2,
            floor_shift(along * cos, 16),
            floor_shift(along * sin, 16),
            -floor_shift(across * sin, 16),
            floor_shift(across * cos, 16),
            columns};
}

cv::Mat show(const cv::Mat& page, const Frame& frame, bool light_on_dark, const Numbers& n) {
    cv::Mat strip = resample(page, frame, n);
    if (light_on_dark) cv::bitwise_not(strip, strip);
    return strip;
}

cv::Mat frame_line(const cv::Mat& page, const Frame& frame, bool light_on_dark, const Numbers& n) {
    cv::Mat strip = show(page, frame, light_on_dark, n);
    level(strip, n);
    return strip;
}

}  // namespace pocket_ocr
