#pragma once

#include <cstdint>
#include <vector>

namespace pocket_ocr {

// A box in pixels, right and bottom exclusive.
struct Box {
    std::int64_t left, top, right, bottom;

    std::int64_t width() const { return right - left; }
    std::int64_t height() const { return bottom - top; }
};

inline bool operator==(const Box& a, const Box& b) {
    return a.left == b.left && a.top == b.top && a.right == b.right && a.bottom == b.bottom;
}

inline Box moved(const Box& box, std::int64_t x, std::int64_t y) {
    return {box.left + x, box.top + y, box.right + x, box.bottom + y};
}

using Boxes = std::vector<Box>;

}  // namespace pocket_ocr
