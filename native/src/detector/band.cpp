#include "detector/band.h"

#include <algorithm>
#include <numeric>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

bool stands_in(const Baseline& line, const Box& box, const Numbers& n) {
    const std::int64_t h = line.height_q8;
    const std::int64_t reach = floor_shift(h * n.BAND_SIDE_Q8, 16);
    if (box.left > line.right + reach || box.right < line.left - reach) return false;
    const std::int64_t level = line.level_at((box.left + box.right) / 2);
    const std::int64_t top = shift_left(box.top, 8) - level;
    const std::int64_t bottom = shift_left(box.bottom, 8) - level;
    const std::int64_t inside = std::min(bottom, times_q8(h, n.BAND_BELOW_Q8)) -
                                std::max(top, -times_q8(h, n.BAND_ABOVE_Q8));
    return at_least_q8(inside, bottom - top, n.BAND_INSIDE_Q8) &&
           at_most_q8(bottom - top, h, n.BAND_HEIGHT_Q8);
}

}  // namespace

Rows::Rows(const Boxes& boxes) : order_(boxes.size()) {
    const auto middle = [&](std::int32_t i) { return (boxes[at(i)].top + boxes[at(i)].bottom) / 2; };
    std::iota(order_.begin(), order_.end(), 0);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::int32_t a, std::int32_t b) { return middle(a) < middle(b); });
    rows_.reserve(boxes.size());
    for (const std::int32_t i : order_) rows_.push_back(middle(i));
}

Indices Rows::between(std::int64_t first, std::int64_t last) const {
    const auto from = std::lower_bound(rows_.begin(), rows_.end(), first) - rows_.begin();
    const auto to = std::lower_bound(rows_.begin(), rows_.end(), last) - rows_.begin();
    return from < to ? Indices(order_.begin() + from, order_.begin() + to) : Indices();
}

Indices in_band(const Baseline& line, const Rows& window, const Boxes& boxes, const Numbers& n) {
    const std::int64_t h = floor_shift(line.height_q8, 8);
    const std::int64_t start = floor_shift(line.level_q8, 8);
    const std::int64_t end = floor_shift(line.level_at(line.right), 8);
    Indices near = window.between(std::min(start, end) - n.BAND_ROWS_ABOVE * h,
                                  std::max(start, end) + n.BAND_ROWS_BELOW * h);
    near.erase(std::remove_if(near.begin(), near.end(),
                              [&](std::int32_t i) { return !stands_in(line, boxes[at(i)], n); }),
               near.end());
    return near;
}

Indices swallowed(std::int32_t i, Indices owners, const std::vector<Standing>& lines,
                  const Numbers& n) {
    std::sort(owners.begin(), owners.end());
    Indices found;
    for (auto run = owners.begin(); run != owners.end();) {
        const auto end = std::upper_bound(run, owners.end(), *run);
        const Standing& other = lines[at(*run)];
        const std::int64_t inside = end - run;
        const bool most = 100 * inside >= n.SWALLOW_PERCENT * other.count;
        const bool alike = other.count <= n.FRAGMENT ||
                           n.SWALLOW_MAX_RATIO * other.height_q8 >= lines[at(i)].height_q8;
        if (most && alike && other.rank < lines[at(i)].rank) found.push_back(*run);
        run = end;
    }
    return found;
}

}  // namespace pocket_ocr
