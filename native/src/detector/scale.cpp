#include "detector/scale.h"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "detector/ink.h"

namespace pocket_ocr {
namespace {

// Heights, sorted, of the components of ink, uint8 [h, w], that have the shape of a glyph.
std::vector<std::int64_t> glyph_heights(const cv::Mat& ink, const Numbers& n) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    std::vector<std::int64_t> heights;
    for (int i = 1; i < count; ++i) {  // 0 is the paper
        const int* row = stats.ptr<int>(i);
        const std::int64_t w = row[cv::CC_STAT_WIDTH], h = row[cv::CC_STAT_HEIGHT];
        const std::int64_t area = row[cv::CC_STAT_AREA];
        if (h >= n.PILOT_MIN_HEIGHT && h <= n.PILOT_MAX_HEIGHT && w <= n.PILOT_MAX_WIDE * h &&
            n.PILOT_MAX_TALL * w >= h && n.PILOT_MAX_HOLLOW * area >= w * h) {
            heights.push_back(h);
        }
    }
    std::sort(heights.begin(), heights.end());
    return heights;
}

}  // namespace

std::int64_t glyph_height(const cv::Mat& grey, const Numbers& n) {
    const std::int64_t height = grey.rows, width = grey.cols;
    const std::int64_t shrink = isqrt((height * width - 1) / n.PILOT_PIXELS) + 1;
    const std::int64_t k = std::max(ceil_div(std::min(height, width), n.PILOT_SHORT), shrink);
    cv::Mat small = grey;
    if (k > 1) {
        const cv::Size size(static_cast<int>(std::max<std::int64_t>(width / k, 1)),
                            static_cast<int>(std::max<std::int64_t>(height / k, 1)));
        cv::Mat shrunk;
        cv::resize(grey, shrunk, size, 0, 0, cv::INTER_AREA);
        small = shrunk;
    }
    const cv::Mat ink = ink_of(small, n);
    small.release();
    const auto pixels = static_cast<std::int64_t>(ink.total());
    if (!at_most_q8(cv::countNonZero(ink), pixels, n.PILOT_MAX_INK_Q8)) return 0;
    const std::vector<std::int64_t> heights = glyph_heights(ink, n);
    if (static_cast<std::int64_t>(heights.size()) < std::max<std::int64_t>(n.PILOT_MIN_GLYPHS, 1)) {
        return 0;
    }
    const std::int64_t total = std::accumulate(heights.begin(), heights.end(), std::int64_t{0});
    std::int64_t sum = 0;
    for (const std::int64_t h : heights) {
        sum += h;
        if (sum >= (total + 1) / 2) return k * h;
    }
    return 0;
}

Work work_image(const cv::Mat& grey, const Numbers& n) {
    const std::int64_t height = grey.rows, width = grey.cols;
    const std::int64_t glyph = glyph_height(grey, n);
    // The size is numerator / denominator of the page's.
    std::int64_t numerator = n.GLYPH, denominator = glyph > 0 ? glyph : n.GLYPH;
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
    cv::Mat image;
    const int method = w * h < width * height ? cv::INTER_AREA : cv::INTER_LINEAR_EXACT;
    cv::resize(grey, image, cv::Size(static_cast<int>(w), static_cast<int>(h)), 0, 0, method);
    return {image, scale};
}

}  // namespace pocket_ocr
