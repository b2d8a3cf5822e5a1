#include "detector/scale.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "contract/integers.h"
#include "detector/box.h"
#include "detector/ink.h"
#include "detector/tilt.h"

namespace pocket_ocr {
namespace {

// By how much a page is shrunk to find glyphs, and their boxes.
struct Pilot {
    std::int64_t shrink;
    Boxes glyphs;
};

// Boxes of the components of ink, uint8 [h, w], that have the shape of a glyph.
Boxes glyphs_of(const cv::Mat& ink, const Numbers& n) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    Boxes glyphs;
    for (int i = 1; i < count; ++i) {  // 0 is the paper
        const int* row = stats.ptr<int>(i);
        const std::int64_t x = row[cv::CC_STAT_LEFT], y = row[cv::CC_STAT_TOP];
        const std::int64_t w = row[cv::CC_STAT_WIDTH], h = row[cv::CC_STAT_HEIGHT];
        const std::int64_t area = row[cv::CC_STAT_AREA];
        if (h >= n.PILOT_MIN_HEIGHT && h <= n.PILOT_MAX_HEIGHT && w <= n.PILOT_MAX_WIDE * h &&
            n.PILOT_MAX_TALL * w >= h && n.PILOT_MAX_HOLLOW * area >= w * h) {
            glyphs.push_back({x, y, x + w, y + h});
        }
    }
    return glyphs;
}

// Glyphs of a page, uint8 [H, W]: components of an adaptive threshold. A page with more ink than
// text can have is a texture and has none.
Pilot pilot_of(const cv::Mat& grey, const Numbers& n) {
    const std::int64_t height = grey.rows, width = grey.cols;
    const std::int64_t shrink = isqrt((height * width - 1) / n.PILOT_PIXELS) + 1;
    const std::int64_t k = std::max(ceil_div(std::min(height, width), n.PILOT_SHORT), shrink);
    cv::Mat small = grey;
    if (k > 1) {
        small = shrunk(grey, std::max<std::int64_t>(width / k, 1),
                       std::max<std::int64_t>(height / k, 1));
    }
    const cv::Mat ink = ink_of(small, n);
    small.release();
    const auto pixels = static_cast<std::int64_t>(ink.total());
    if (!at_most_q8(cv::countNonZero(ink), pixels, n.PILOT_MAX_INK_Q8)) return {k, {}};
    return {k, glyphs_of(ink, n)};
}

// The median of the glyphs' heights, weighted by height; 0 of too few.
std::int64_t common_height(const Boxes& glyphs, const Numbers& n) {
    if (static_cast<std::int64_t>(glyphs.size()) < std::max<std::int64_t>(n.PILOT_MIN_GLYPHS, 1)) {
        return 0;
    }
    std::vector<std::int64_t> heights;
    for (const Box& box : glyphs) heights.push_back(box.height());
    std::sort(heights.begin(), heights.end());
    const std::int64_t total = std::accumulate(heights.begin(), heights.end(), std::int64_t{0});
    std::int64_t sum = 0;
    for (const std::int64_t h : heights) {
        sum += h;
        if (sum >= (total + 1) / 2) return h;
    }
    return 0;
}

// See shrunk; Sum holds the sum of a column of the image.
template <class Sum>
cv::Mat shrunk_with(const cv::Mat& image, std::int64_t width, std::int64_t height) {
    const std::int64_t tall = image.rows, wide = image.cols, area = tall * wide;
    cv::Mat made(static_cast<int>(height), static_cast<int>(width), CV_8UC1);
    // A pixel of the image is `width` parts wide and `height` parts high, one of the result `wide`
    // and `tall`. These are the sums over the result's row, one for each column of the image.
    std::vector<Sum> sums(static_cast<std::size_t>(wide));
    for (std::int64_t row = 0; row < height; ++row) {
        std::fill(sums.begin(), sums.end(), 0);
        const std::int64_t top = row * tall, bottom = top + tall;
        for (std::int64_t y = top / height; y * height < bottom; ++y) {
            const auto parts = static_cast<Sum>(std::min((y + 1) * height, bottom) -
                                                std::max(y * height, top));
            const std::uint8_t* pixels = image.ptr<std::uint8_t>(static_cast<int>(y));
            for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += parts * pixels[x];
        }
        std::uint8_t* into = made.ptr<std::uint8_t>(static_cast<int>(row));
        std::int64_t x = 0, left = width;  // the parts of pixel x that are not yet taken
        for (std::int64_t column = 0; column < width; ++column) {
            std::int64_t sum = 0, wanted = wide;
            while (wanted > 0) {
                const std::int64_t parts = std::min(left, wanted);
                sum += parts * sums[static_cast<std::size_t>(x)];
                wanted -= parts;
                left -= parts;
                if (left == 0) {
                    ++x;
                    left = width;
                }
            }
            into[column] = static_cast<std::uint8_t>((sum + area / 2) / area);
        }
    }
    return made;
}

// How much of a page its glyphs are, in heights: an o is higher than its hole.
std::int64_t ink_in(const Boxes& glyphs) {
    std::int64_t sum = 0;
    for (const Box& box : glyphs) sum += box.height();
    return sum;
}

// How many pixels of a page, uint8 [H, W], are darker than a grey level.
std::int64_t darker_than(const cv::Mat& grey, std::int64_t level) {
    std::int64_t count = 0;
    for (int row = 0; row < grey.rows; ++row) {
        const std::uint8_t* pixels = grey.ptr<std::uint8_t>(row);
        count += std::count_if(pixels, pixels + grey.cols,
                               [&](std::uint8_t value) { return value < level; });
    }
    return count;
}

// The page with glyphs of a height scaled to GLYPH, as far as that is allowed.
Work scaled(const cv::Mat& grey, std::int64_t glyph, const Numbers& n) {
    const std::int64_t height = grey.rows, width = grey.cols;
    // The size is numerator / denominator of the page's.
    std::int64_t numerator = n.GLYPH, denominator = glyph;
    if (!at_most_q8(numerator, denominator, n.WORK_MAX_SCALE_Q8)) {
        numerator = n.WORK_MAX_SCALE_Q8;
        denominator = 256;
    }
    std::int64_t w = std::max<std::int64_t>(width * numerator / denominator, 1);
    std::int64_t h = std::max<std::int64_t>(height * numerator / denominator, 1);
    while (w * h > n.WORK_MAX_PIXELS) {
        w = std::max<std::int64_t>(times_q8(w, n.WORK_SHRINK_Q8), 1);
        h = std::max<std::int64_t>(times_q8(h, n.WORK_SHRINK_Q8), 1);
    }
    const Scale scale{w, h, width, height};
    if (w == width && h == height) return {grey, scale};
    if (w * h < width * height) return {shrunk(grey, w, h), scale};
    cv::Mat image;
    cv::resize(grey, image, cv::Size(static_cast<int>(w), static_cast<int>(h)), 0, 0,
               cv::INTER_LINEAR_EXACT);
    return {image, scale};
}

}  // namespace

Work work_image(const cv::Mat& grey, const Numbers& n) {
    Pilot pilot = pilot_of(grey, n);
    bool inverted = false;
    const auto pixels = static_cast<std::int64_t>(grey.total());
    if (!at_most_q8(darker_than(grey, n.DARK_PAPER), pixels, n.DARK_SHARE_Q8)) {
        cv::Mat negative;
        cv::bitwise_not(grey, negative);
        Pilot light = pilot_of(negative, n);
        inverted = !at_most_q8(ink_in(light.glyphs), ink_in(pilot.glyphs), n.DARK_LEAD_Q8);
        if (inverted) pilot = std::move(light);
    }
    const std::int64_t glyph = pilot.shrink * common_height(pilot.glyphs, n);
    const std::int64_t tilt = tilt_of(pilot.glyphs, n);
    Work work = scaled(grey, glyph > 0 ? glyph : n.GLYPH, n);
    if (tilt != 0) work = laid_level(grey, work, tilt, n);
    if (!inverted) return work;
    cv::Mat negative;
    cv::bitwise_not(work.image, negative);
    work.scale.inverted = true;
    return {negative, work.scale};
}

cv::Mat shrunk(const cv::Mat& image, std::int64_t width, std::int64_t height) {
    const bool fits = std::int64_t{image.rows} * 255 <= std::numeric_limits<std::int32_t>::max();
    return fits ? shrunk_with<std::int32_t>(image, width, height)
                : shrunk_with<std::int64_t>(image, width, height);
}

}  // namespace pocket_ocr
