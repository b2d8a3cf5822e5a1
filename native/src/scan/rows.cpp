#include "scan/rows.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <tuple>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

// Rows that grow from left to right.
class Growing {
public:
    Growing(std::int64_t most, const Numbers& n)
        : most_(most), cell_(std::max<std::int64_t>(times_q8(most, n.ROW_CELL_Q8), 1)), n_(n) {}

    void add(const Segment& segment) {
        std::size_t number = rows_.size();
        if (const auto best = nearest(segment)) {
            number = *best;
            auto& before = near_[cell_of(rows_[number].back())];
            before.erase(std::find(before.begin(), before.end(), number));
            rows_[number].push_back(segment);
        } else {
            rows_.push_back({segment});
        }
        near_[cell_of(segment)].push_back(number);
    }

    std::vector<Row>& rows() { return rows_; }

private:
    std::int64_t cell_of(const Segment& segment) const { return floor_div(segment.middle, cell_); }

    // Number of the row that a segment goes on with.
    std::optional<std::size_t> nearest(const Segment& segment) const {
        const std::int64_t height = std::min(segment.height, most_);
        const std::int64_t reach = times_q8(2 * (height + most_), n_.ROW_AWAY_Q8);
        const std::int64_t first = floor_div(segment.middle - reach, cell_);
        const std::int64_t last = floor_div(segment.middle + reach, cell_);
        std::optional<std::pair<std::int64_t, std::size_t>> best;
        for (auto at = near_.lower_bound(first); at != near_.end() && at->first <= last; ++at) {
            std::int64_t looked_at = 0;
            for (auto i = at->second.rbegin(); i != at->second.rend(); ++i) {
                if (looked_at++ >= n_.MOST_NEAR) break;
                const Segment& end = rows_[*i].back();
                const std::int64_t away = std::abs(segment.middle - end.middle);
                const std::int64_t other = std::min(end.height, most_);
                if (at_most_q8(away, 2 * (height + other), n_.ROW_AWAY_Q8) &&
                    at_most_q8(end.right - segment.left, std::min(height, other),
                               n_.ROW_OVERLAP_Q8)) {
                    const std::pair found(away, *i);
                    best = best ? std::min(*best, found) : found;
                }
            }
        }
        return best ? std::optional(best->second) : std::nullopt;
    }

    std::int64_t most_, cell_;
    const Numbers& n_;
    std::vector<Row> rows_;
    // Rows by the middle of their last segment, in cells, the one that grew last at the end.
    std::map<std::int64_t, std::vector<std::size_t>> near_;
};

}  // namespace

std::int64_t typical_height(const Segments& segments) {
    std::vector<std::int64_t> heights;
    for (const Segment& s : segments) heights.push_back(s.height);
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle;
}

std::vector<Row> rows(const Segments& segments, const Numbers& n) {
    if (segments.empty()) return {};
    Segments sorted = segments;
    std::sort(sorted.begin(), sorted.end(), [](const Segment& a, const Segment& b) {
        return std::tie(a.left, a.middle, a.item) < std::tie(b.left, b.middle, b.item);
    });
    Growing growing(n.TALL * typical_height(segments), n);
    for (const Segment& segment : sorted) growing.add(segment);
    std::vector<Row> found = std::move(growing.rows());
    std::sort(found.begin(), found.end(), [](const Row& a, const Row& b) {
        return std::tuple(level(a), a[0].left, a[0].item) <
               std::tuple(level(b), b[0].left, b[0].item);
    });
    return found;
}

std::int64_t level(const Row& row) {
    std::int64_t sum = 0;
    for (const Segment& segment : row) sum += segment.middle;
    return floor_div(sum, static_cast<std::int64_t>(row.size()));
}

std::vector<Segments> bands(const Segments& segments, std::int64_t height, const Numbers& n) {
    const auto reach = [&](const Segment& s) {
        return times_q8(2 * std::min(s.height, n.TALL * height), n.BAND_REACH_Q8);
    };
    Segments sorted = segments;
    std::sort(sorted.begin(), sorted.end(), [&](const Segment& a, const Segment& b) {
        return std::tuple(a.middle - reach(a), a.left, a.item) <
               std::tuple(b.middle - reach(b), b.left, b.item);
    });
    std::vector<Segments> parts;
    std::int64_t bottom = 0;
    for (const Segment& segment : sorted) {
        if (parts.empty() || segment.middle - reach(segment) > bottom) {
            parts.emplace_back();
            bottom = segment.middle + reach(segment);
        }
        parts.back().push_back(segment);
        bottom = std::max(bottom, segment.middle + reach(segment));
    }
    return parts;
}

std::vector<Span> spans(const Segments& segments, std::int64_t least) {
    std::vector<Span> sorted;
    for (const Segment& segment : segments) sorted.emplace_back(segment.left, segment.right);
    std::sort(sorted.begin(), sorted.end());
    std::vector<Span> found;
    for (const auto& [left, right] : sorted) {
        if (!found.empty() && left - found.back().second < least) {
            found.back().second = std::max(found.back().second, right);
        } else {
            found.emplace_back(left, right);
        }
    }
    return found;
}

std::vector<std::vector<Row>> parted(const std::vector<Row>& parts, const Numbers& n) {
    std::vector<std::int64_t> steps;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        steps.push_back(level(parts[i]) - level(parts[i - 1]));
    }
    std::vector<std::int64_t> sorted = steps;
    std::sort(sorted.begin(), sorted.end());
    const std::int64_t usual = sorted.empty() ? 0 : sorted[sorted.size() / 2];
    std::vector<std::vector<Row>> groups{{parts[0]}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!at_most_q8(steps[i - 1], usual, n.GROUP_STEP_Q8)) groups.emplace_back();
        groups.back().push_back(parts[i]);
    }
    return groups;
}

Segments together(const std::vector<Segments>& parts) {
    Segments all;
    for (const Segments& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace pocket_ocr
