#include "detector/regions.h"

#include <algorithm>
#include <numeric>
#include <opencv2/features2d.hpp>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

using Points = std::vector<std::vector<cv::Point>>;

// Rows or columns [start, …) of an image, of which [first, last) are the band's own.
struct Band {
    std::int64_t start, first, last;
    cv::Mat pixels;
};

// Whether bands are rows; they are columns where rows are so long that a band had too many pixels.
bool cut_by_rows(const cv::Mat& image, const Numbers& n) {
    return image.cols * n.BAND_OVERLAP <= n.BAND_PIXELS;
}

std::vector<Band> bands_of(const cv::Mat& image, bool rows, const Numbers& n) {
    const std::int64_t length = rows ? image.rows : image.cols;
    const std::int64_t count = ceil_div(static_cast<std::int64_t>(image.total()), n.BAND_PIXELS);
    const std::int64_t size = std::max(ceil_div(length, count), n.BAND_OVERLAP);
    const std::int64_t beyond = n.BAND_OVERLAP / 2;
    std::vector<Band> bands;
    for (std::int64_t first = 0; first < length; first += size) {
        const std::int64_t last = std::min(first + size, length);
        const std::int64_t start = std::max<std::int64_t>(first - beyond, 0);
        const cv::Range own(static_cast<int>(start),
                            static_cast<int>(std::min(last + beyond, length)));
        bands.push_back({start, first, last, rows ? image.rowRange(own) : image.colRange(own)});
    }
    return bands;
}

// MSER of bright regions; used again, it keeps its memory.
cv::Ptr<cv::MSER> make_mser(const Numbers& n) {
    const auto mser = cv::MSER::create(
        static_cast<int>(n.MSER_DELTA), static_cast<int>(n.MSER_MIN_AREA),
        static_cast<int>(n.MSER_MAX_AREA), static_cast<double>(n.MSER_MAX_VARIATION_Q8) / 256);
    mser->setPass2Only(true);  // the first pass is for dark regions
    return mser;
}

// Parents of regions, largest first; `order` gives their numbers among the points.
//
// A region's pixels are one stretch of its parent's, which begins with the region's first one
// (OpenCV joins lists of pixels end to end). So from the smallest region up, each steps over the
// stretches of those that have no parent yet: every pixel is looked at about once.
std::vector<std::int64_t> parents_of(const Points& points, const std::vector<std::int32_t>& order,
                                     const cv::Size& size) {
    std::vector<std::int64_t> parent(order.size(), -1);
    cv::Mat_<std::int32_t> starting(size, -1);  // the region so far that begins with a pixel
    for (std::size_t i = order.size(); i-- > 0;) {
        const std::vector<cv::Point>& pixels = points[static_cast<std::size_t>(order[i])];
        for (std::size_t j = 0; j < pixels.size();) {
            const std::int32_t inner = starting(pixels[j]);
            if (inner < 0) {
                ++j;
                continue;
            }
            parent[static_cast<std::size_t>(inner)] = static_cast<std::int64_t>(i);
            j += points[static_cast<std::size_t>(order[static_cast<std::size_t>(inner)])].size();
        }
        starting(pixels.front()) = static_cast<std::int32_t>(i);
    }
    return parent;
}

// Bright regions of uint8 [h, w], largest first, of a glyph's size.
Regions band_regions(cv::MSER& mser, const cv::Mat& bright, const Numbers& n) {
    Regions found;
    if (std::min(bright.rows, bright.cols) < n.MSER_MIN_SIDE) return found;
    Points points;
    std::vector<cv::Rect> bounds;
    mser.detectRegions(bright, points, bounds);
    std::vector<std::int32_t> order;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const std::int64_t width = bounds[i].width, height = bounds[i].height;
        if (height <= n.CHAR_MAX_HEIGHT &&
            at_most_q8(width, std::max(height, n.GLYPH), n.CHAR_MAX_WIDTH_Q8)) {
            order.push_back(static_cast<std::int32_t>(i));
        }
    }
    const auto area = [&](std::int32_t i) { return points[static_cast<std::size_t>(i)].size(); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int32_t a, std::int32_t b) { return area(a) > area(b); });
    order.resize(std::min(order.size(), static_cast<std::size_t>(n.MAX_REGIONS)));
    found.parent = parents_of(points, order, bright.size());
    for (const std::int32_t i : order) {
        const cv::Rect& rect = bounds[static_cast<std::size_t>(i)];
        found.box.push_back({rect.x, rect.y, rect.x + rect.width, rect.y + rect.height});
        found.area.push_back(static_cast<std::int64_t>(area(i)));
    }
    return found;
}

// The band's own regions, put behind those of the bands before it.
void append(Regions& all, const Regions& found, const Band& band, bool rows, const Numbers& n) {
    std::vector<bool> own(found.size());
    std::vector<std::int64_t> number(found.size(), -1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Box& box = found.box[i];
        const std::int64_t middle = (rows ? box.top + box.bottom : box.left + box.right);
        own[i] = middle + 2 * band.start >= 2 * band.first &&
                 middle + 2 * band.start < 2 * band.last;
        if (!own[i]) continue;
        // Ancestors that another band keeps are not ours: such a region becomes a root.
        const auto above = static_cast<std::size_t>(found.parent[i]);
        const bool is_child = found.parent[i] >= 0 && own[above];
        // What is too low for a character is of interest only if it stands alone.
        if (is_child && box.height() < n.CHAR_MIN_HEIGHT) continue;
        number[i] = static_cast<std::int64_t>(all.size());
        all.box.push_back(rows ? moved(box, 0, band.start) : moved(box, band.start, 0));
        all.area.push_back(found.area[i]);
        all.parent.push_back(is_child ? number[above] : -1);
    }
}

}  // namespace

std::array<Regions, 2> find_regions(const cv::Mat& image, const Numbers& n) {
    std::array<Regions, 2> found;
    const cv::Ptr<cv::MSER> mser = make_mser(n);
    const bool rows = cut_by_rows(image, n);
    for (const bool light : {false, true}) {
        for (const Band& band : bands_of(image, rows, n)) {
            cv::Mat bright;
            if (light) {
                bright = band.pixels.isContinuous() ? band.pixels : band.pixels.clone();
            } else {
                cv::bitwise_not(band.pixels, bright);
            }
            append(found[light], band_regions(*mser, bright, n), band, rows, n);
        }
    }
    return found;
}

}  // namespace pocket_ocr
