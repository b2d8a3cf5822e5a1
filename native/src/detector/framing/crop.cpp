#include "detector/framing/crop.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <vector>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

// Inked rows without a gap, and how many of their pixels are inked.
struct Run {
    std::int64_t top, bottom, ink;
};

std::vector<Run> inked_runs(const cv::Mat& ink) {
    const std::int64_t least = std::max(ink.rows / 16, 1);
    std::vector<Run> runs;
    bool is_open = false;
    for (int row = 0; row < ink.rows; ++row) {
        const std::int64_t count = cv::countNonZero(ink.row(row));
        const bool is_rule = count * 100 >= std::int64_t{85} * ink.cols && ink.cols >= 2 * ink.rows;
        const bool is_filled = count >= least && !is_rule;
        if (is_filled && !is_open) runs.push_back({row, row, 0});
        if (is_filled) {
            runs.back().bottom = row + 1;
            runs.back().ink += count;
        }
        is_open = is_filled;
    }
    return runs;
}

}  // namespace

Rows ink_rows(const cv::Mat& ink) {
    const std::int64_t height = ink.rows;
    const std::vector<Run> runs = inked_runs(ink);
    if (runs.empty()) return {0, height};
    const Run& most = *std::max_element(
        runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.ink < b.ink; });
    std::int64_t top = most.top, bottom = most.bottom;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const bool is_near = 2 * (top - run->bottom) <= bottom - top;
        if (run->bottom <= top && is_near && run->top > 0) top = run->top;
    }
    for (const Run& run : runs) {
        const bool is_near = 6 * (run.top - bottom) <= bottom - top;
        if (run.top >= bottom && is_near && run.bottom < height) bottom = run.bottom;
    }
    if (3 * (bottom - top) < height) {
        // A colon, a dash, a full stop: its place in the crop says more than its own ink.
        std::vector<Run> inner;
        std::copy_if(runs.begin(), runs.end(), std::back_inserter(inner),
                     [&](const Run& run) { return run.top > 0 && run.bottom < height; });
        if (inner.empty()) inner.push_back({top, bottom, 0});
        top = inner.front().top;
        bottom = inner.back().bottom;
        const std::int64_t spare = std::max<std::int64_t>(height / 2 - (bottom - top), 0);
        top = std::max<std::int64_t>(top - (spare + 1) / 2, 0);
        bottom = std::min(bottom + (spare + 1) / 2, height);
    }
    return {top, bottom};
}

std::int64_t strip_columns(std::int64_t width, std::int64_t height, std::int64_t tile_width,
                           const Numbers& n) {
    const std::int64_t columns =
        std::max<std::int64_t>((2 * width * n.STRIP_HEIGHT + height) / (2 * height), 1);
    const bool is_squeezed =
        tile_width < columns && columns <= times_q8(tile_width, n.TILE_SQUEEZE_Q8);
    return is_squeezed ? tile_width : columns;
}

}  // namespace pocket_ocr
