#include "detector/regions.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "contract/integers.h"
#include "detector/mser.h"

namespace pocket_ocr {
namespace {

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

// Regions as stretches of a list of pixels, from left to right in it, parents before children.
struct Tree {
    std::vector<Stretch> stretch;
    std::vector<std::int32_t> order;   // in which MSER found them
    std::vector<std::int32_t> parent;  // the region around each, -1 if there is none
    Boxes box;
};

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

Tree tree_of(const std::vector<Stretch>& found, const Mser& mser) {
    const auto count = static_cast<std::int32_t>(found.size());
    Tree tree{{}, std::vector<std::int32_t>(found.size()), std::vector<std::int32_t>(found.size(), -1),
              Boxes(found.size())};
    std::iota(tree.order.begin(), tree.order.end(), 0);
    std::sort(tree.order.begin(), tree.order.end(), [&](std::int32_t a, std::int32_t b) {
        return std::tuple(found[at(a)].first, -found[at(a)].area, a) <
               std::tuple(found[at(b)].first, -found[at(b)].area, b);
    });
    for (const std::int32_t i : tree.order) tree.stretch.push_back(found[at(i)]);
    // From the innermost out, each takes its children's boxes: every pixel is looked at once.
    std::vector<std::int32_t> behind(found.size());  // the first region that is not inside
    for (std::int32_t i = count - 1; i >= 0; --i) {
        const Stretch& own = tree.stretch[at(i)];
        Box box{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(), 0, 0};
        std::int32_t inner = i + 1;
        for (std::int32_t k = own.first; k < own.first + own.area;) {
            if (inner < count && tree.stretch[at(inner)].first == k) {
                const Box& other = tree.box[at(inner)];
                box = {std::min(box.left, other.left), std::min(box.top, other.top),
                       std::max(box.right, other.right), std::max(box.bottom, other.bottom)};
                tree.parent[at(inner)] = i;
                k += tree.stretch[at(inner)].area;
                inner = behind[at(inner)];
            } else {
                const std::int64_t x = mser.column(k), y = mser.row(k);
                box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                       std::max(box.bottom, y + 1)};
                ++k;
            }
        }
        behind[at(i)] = inner;
        tree.box[at(i)] = box;
    }
    return tree;
}

// Regions of an image, uint8 [h, w], largest first, of a glyph's size.
Regions band_regions(Mser& mser, const cv::Mat& image, bool light, const Numbers& n) {
    Regions found;
    if (std::min(image.rows, image.cols) < n.MSER_MIN_SIDE) return found;
    const Tree tree = tree_of(mser.find(image, light), mser);
    std::vector<std::int32_t> sized;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(tree.box.size()); ++i) {
        const Box& box = tree.box[at(i)];
        if (box.height() <= n.CHAR_MAX_HEIGHT &&
            at_most_q8(box.width(), std::max(box.height(), n.GLYPH), n.CHAR_MAX_WIDTH_Q8)) {
            sized.push_back(i);
        }
    }
    std::sort(sized.begin(), sized.end(), [&](std::int32_t a, std::int32_t b) {
        return std::pair(-tree.stretch[at(a)].area, tree.order[at(a)]) <
               std::pair(-tree.stretch[at(b)].area, tree.order[at(b)]);
    });
    sized.resize(std::min(sized.size(), static_cast<std::size_t>(n.MAX_REGIONS)));
    std::vector<std::int64_t> number(tree.box.size(), -1);
    for (const std::int32_t i : sized) {
        std::int32_t around = tree.parent[at(i)];
        while (around >= 0 && number[at(around)] < 0) around = tree.parent[at(around)];
        number[at(i)] = static_cast<std::int64_t>(found.size());
        found.box.push_back(tree.box[at(i)]);
        found.area.push_back(tree.stretch[at(i)].area);
        found.parent.push_back(around < 0 ? -1 : number[at(around)]);
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

std::array<Regions, 2> find_regions(const cv::Mat& image, const Numbers& n, const Check& check) {
    std::array<Regions, 2> found;
    Mser mser(n);
    const bool rows = cut_by_rows(image, n);
    for (const bool light : {false, true}) {
        for (const Band& band : bands_of(image, rows, n)) {
            check();
            append(found[light], band_regions(mser, band.pixels, light, n), band, rows, n);
        }
    }
    return found;
}

}  // namespace pocket_ocr
