// Tiles: windows of a strip, of the net's fixed width. Mirrors detector/tiles.py.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

// Columns [x, x + width) of a strip; the first `overlap` of them the previous tile has too.
//
// `gap` is the width of the ink-free run of columns through which the cut before it goes, 0 if
// there was none: whoever joins tiles decides by it whether a space was cut.
struct Tile {
    std::int64_t x, width, overlap, gap;
};

// Tiles that cover a strip, uint8 [STRIP_HEIGHT, width], from left to right.
//
// Each cut goes through the middle of the widest gap that ends in the last part of the window,
// rightmost of equals. Where there is no gap, the next tile overlaps.
std::vector<Tile> cut_tiles(const cv::Mat& strip, std::int64_t tile_width, const Numbers& n);

// The net's input for a tile: uint8 [STRIP_HEIGHT, tile_width], row by row into `pixels`, padded
// on the right with paper.
void tile_pixels(const cv::Mat& strip, const Tile& tile, std::int64_t tile_width,
                 std::uint8_t* pixels);

}  // namespace pocket_ocr
