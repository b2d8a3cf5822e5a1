#include "scan/skew.h"

#include <algorithm>

#include "detector/baseline.h"

namespace pocket_ocr {
namespace {

// The slope of a long line and where it is, in whole pixels from the top.
struct Slope {
    std::int64_t slope_q16, y;
};

// Median change of the slopes, sorted by y, per pixel in Q28, on pairs half of them apart.
std::int64_t turn_of(const std::vector<Slope>& slopes) {
    const std::size_t apart = slopes.size() / 2;
    std::vector<std::int64_t> turns;
    for (std::size_t i = apart; i < slopes.size(); ++i) {
        const Slope &above = slopes[i - apart], &below = slopes[i];
        if (below.y <= above.y) continue;
        const std::int64_t rise = shift_left(below.slope_q16 - above.slope_q16, 12);
        turns.push_back(floor_div(rise, below.y - above.y));
    }
    return median(std::move(turns));
}

}  // namespace

SlopeField slope_field(const std::vector<const TextLine*>& lines, const Numbers& n) {
    std::vector<Slope> slopes;
    std::vector<std::int64_t> all, weighted;
    for (const TextLine* line : lines) {
        const std::int64_t slope = line->shape.slope_q16;
        all.push_back(slope);
        if (line->characters < n.SLOPE_CHARS) continue;
        slopes.push_back({slope, floor_shift(line->shape.y_q8, 8)});
        weighted.insert(weighted.end(), static_cast<std::size_t>(line->characters), slope);
    }
    if (slopes.empty()) return {median(std::move(all)), 0, 0};
    if (static_cast<std::int64_t>(slopes.size()) < n.SKEW_LINES) {
        return {median(std::move(weighted)), 0, 0};
    }
    std::stable_sort(slopes.begin(), slopes.end(),
                     [](const Slope& a, const Slope& b) { return a.y < b.y; });
    const std::int64_t turn = turn_of(slopes), top = slopes[0].y;
    std::vector<std::int64_t> levels;
    for (const Slope& s : slopes) {
        levels.push_back(s.slope_q16 - floor_shift((s.y - top) * turn, 12));
    }
    return {median(std::move(levels)), turn, top};
}

}  // namespace pocket_ocr
