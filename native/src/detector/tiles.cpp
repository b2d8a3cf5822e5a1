#include "detector/tiles.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace pocket_ocr {
namespace {

struct Gap {
    std::int64_t width, middle;
};

// The widest run of true in [first, last) that is wide enough, the rightmost of equals.
std::optional<Gap> widest_gap(const std::vector<bool>& empty, std::int64_t first,
                              std::int64_t last, const Numbers& n) {
    std::optional<Gap> widest;
    std::int64_t start = first;
    for (std::int64_t x = first; x <= last; ++x) {
        if (x < last && empty[static_cast<std::size_t>(x)]) continue;
        const std::int64_t width = x - start;
        if (width >= n.TILE_MIN_GAP && (!widest || width >= widest->width)) {
            widest = Gap{width, first + (start + x - 2 * first) / 2};
        }
        start = x + 1;
    }
    return widest;
}

// Which columns of a levelled strip have no ink.
std::vector<bool> empty_columns(const cv::Mat& strip, const Numbers& n) {
    std::vector<std::uint8_t> darkest(static_cast<std::size_t>(strip.cols), 255);
    for (int row = 0; row < strip.rows; ++row) {
        const std::uint8_t* pixels = strip.ptr<std::uint8_t>(row);
        for (std::size_t x = 0; x < darkest.size(); ++x) {
            darkest[x] = std::min(darkest[x], pixels[x]);
        }
    }
    std::vector<bool> empty(darkest.size());
    for (std::size_t x = 0; x < empty.size(); ++x) empty[x] = darkest[x] >= n.TILE_INK_BELOW;
    return empty;
}

}  // namespace

std::vector<Tile> cut_tiles(const cv::Mat& strip, std::int64_t tile_width, const Numbers& n) {
    const std::vector<bool> empty = empty_columns(strip, n);
    std::vector<Tile> tiles;
    std::int64_t x = 0, overlap = 0, gap = 0;
    while (strip.cols - x > tile_width) {
        const std::int64_t end = x + tile_width;
        const auto found = widest_gap(empty, end - tile_width / n.TILE_LAST_PART, end, n);
        const std::int64_t cut = found ? found->middle : end;
        tiles.push_back({x, cut - x, overlap, gap});
        gap = found ? found->width : 0;
        overlap = found ? 0 : tile_width / n.TILE_OVERLAP_PART;
        x = cut - overlap;
    }
    tiles.push_back({x, strip.cols - x, overlap, gap});
    return tiles;
}

void tile_pixels(const cv::Mat& strip, const Tile& tile, std::int64_t tile_width,
                 std::uint8_t* pixels) {
    const auto width = static_cast<std::size_t>(tile.width);
    const auto padded = static_cast<std::size_t>(tile_width);
    for (int row = 0; row < strip.rows; ++row, pixels += padded) {
        std::memcpy(pixels, strip.ptr<std::uint8_t>(row) + tile.x, width);
        std::memset(pixels + width, 255, padded - width);
    }
}

}  // namespace pocket_ocr
