#include "detector/baseline.h"

#include <algorithm>
#include <set>

namespace pocket_ocr {
namespace {

// Height of a capital from the tops of characters above the baseline, sorted.
//
// If there are two kinds, x-height and more, the median of the higher kind; else of all.
std::int64_t capital(const std::vector<std::int64_t>& above, const Numbers& n) {
    const auto count = static_cast<std::int64_t>(above.size());
    const std::int64_t low = above[static_cast<std::size_t>(times_q8(count, n.X_HEIGHT_RANK_Q8))];
    std::vector<std::int64_t> high;
    for (const std::int64_t a : above) {
        if (100 * a > low * n.CAPITAL_OVER_PERCENT && 100 * a <= low * n.CAPITAL_MAX_PERCENT) {
            high.push_back(a);
        }
    }
    const auto enough =
        at_least_q8(static_cast<std::int64_t>(high.size()), count, n.CAPITAL_SHARE_Q8);
    return median(enough ? std::move(high) : above);
}

}  // namespace

std::int64_t median(std::vector<std::int64_t> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::int64_t slope_of(const Boxes& boxes, const Numbers& n) {
    const auto count = static_cast<std::int64_t>(boxes.size());
    std::set<std::size_t> spacings;
    for (const std::int64_t share :
         {n.SLOPE_PARTS_NEAR, n.SLOPE_PARTS_MIDDLE, n.SLOPE_PARTS_FAR}) {
        const std::int64_t apart = std::max<std::int64_t>(count * share / n.SLOPE_PARTS, 1);
        spacings.insert(static_cast<std::size_t>(apart));
    }
    std::vector<std::int64_t> slopes;
    for (const std::size_t apart : spacings) {
        for (std::size_t i = 0; i + apart < boxes.size(); ++i) {
            const Box &a = boxes[i], &b = boxes[i + apart];
            const std::int64_t dx = b.left + b.right - a.left - a.right;
            const std::int64_t dy = 2 * (b.bottom - a.bottom);
            if (dx > 0) slopes.push_back(floor_div(shift_left(dy, 16), dx));
        }
    }
    const std::int64_t found = median(std::move(slopes));
    return std::min(std::max(found, -n.SLOPE_MAX_Q16), n.SLOPE_MAX_Q16);
}

Baseline fit(const Boxes& boxes, std::int64_t slope_q16, const Numbers& n) {
    std::int64_t left = boxes.front().left, right = boxes.front().right;
    for (const Box& box : boxes) {
        left = std::min(left, box.left);
        right = std::max(right, box.right);
    }
    std::vector<std::int64_t> bottoms, above;
    for (const Box& box : boxes) {
        const std::int64_t drop = floor_shift((box.left + box.right - 2 * left) * slope_q16, 9);
        bottoms.push_back(shift_left(box.bottom, 8) - drop);
        above.push_back(shift_left(box.top, 8) - drop);
    }
    const std::int64_t level = median(std::move(bottoms)) - n.HALO_Q8;
    for (std::int64_t& top : above) top = level - n.HALO_Q8 - top;
    std::sort(above.begin(), above.end());
    return {left, right, level, slope_q16, std::max(capital(above, n), n.LINE_MIN_Q8)};
}

}  // namespace pocket_ocr
