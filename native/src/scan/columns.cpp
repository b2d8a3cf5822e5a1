#include "scan/columns.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <tuple>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

// What stands between two vertical gaps.
struct Strip {
    Segments segments;
    std::vector<Row> lines;
    std::int64_t left, right;
    bool is_prose;
};

std::int64_t size(std::size_t count) { return static_cast<std::int64_t>(count); }

// Look at what stands between two gaps; it is running text if enough of its lines are.
//
// A line is so if its runs of words are PROSE_WIDTH heights wide, and the gaps between them and to
// the strip's right edge PROSE_SLACK heights, both on the average of its runs.
Strip strip(Segments segments, std::int64_t height, const Numbers& n) {
    Strip found{{}, rows(segments, n), segments[0].left, segments[0].right, false};
    for (const Segment& s : segments) {
        found.left = std::min(found.left, s.left);
        found.right = std::max(found.right, s.right);
    }
    const auto is_running = [&](const Row& row) {
        std::int64_t ink = 0;
        for (const Segment& s : row) ink += s.right - s.left;
        const std::int64_t unit = size(row.size()) * height;
        return ink >= n.PROSE_WIDTH * unit &&
               found.right - row[0].left - ink <= n.PROSE_SLACK * unit;
    };
    const auto running = std::count_if(found.lines.begin(), found.lines.end(), is_running);
    found.is_prose = at_least_q8(running, size(found.lines.size()), n.PROSE_SHARE_Q8);
    found.segments = std::move(segments);
    return found;
}

// The levels of the lines that lie not above or below all the others.
std::vector<std::int64_t> facing(const std::vector<Row>& lines, const std::vector<Row>& others,
                                 const Numbers& n) {
    const Row &top = others.front(), &bottom = others.back();
    std::int64_t tallest = 0;
    for (const Segment& s : top) tallest = std::max(tallest, s.height);
    for (const Segment& s : bottom) tallest = std::max(tallest, s.height);
    const std::int64_t reach = times_q8(2 * tallest, n.FACING_REACH_Q8);
    std::vector<std::int64_t> found;
    for (const Row& line : lines) {
        const std::int64_t y = level(line);
        if (level(top) - reach <= y && y <= level(bottom) + reach) found.push_back(y);
    }
    return found;
}

// How many of the levels `few` have one in `many` that is at most BESIDE_AWAY_Q8 away.
std::int64_t beside(const std::vector<std::int64_t>& few, const std::vector<std::int64_t>& many,
                    std::int64_t height, const Numbers& n) {
    std::int64_t count = 0;
    std::size_t at = 0;
    for (const std::int64_t y : few) {
        while (at + 1 < many.size() && std::abs(many[at + 1] - y) <= std::abs(many[at] - y)) ++at;
        count += at_most_q8(std::abs(many[at] - y), 2 * height, n.BESIDE_AWAY_Q8) ? 1 : 0;
    }
    return count;
}

// Whether neighbours are to be read one after the other, not row by row.
//
// A few lines of each must lie between the other's first and last line. Then they are columns if
// both are running text, or if few of those lines of the strip that has fewer stand beside a line
// of the other.
bool are_columns(const Strip& a, const Strip& b, std::int64_t height, const Numbers& n) {
    auto few = facing(a.lines, b.lines, n), many = facing(b.lines, a.lines, n);
    if (many.size() < few.size()) std::swap(few, many);
    if (size(few.size()) < n.COLUMN_LINES) return false;
    if (a.is_prose && b.is_prose) return true;
    return !at_least_q8(beside(few, many, height, n), size(few.size()), n.BESIDE_SHARE_Q8);
}

// Number of the narrowest gap whose sides are no columns of their own.
std::optional<std::size_t> narrowest_closed(const std::vector<Strip>& strips, std::int64_t height,
                                            const Numbers& n) {
    std::optional<std::pair<std::int64_t, std::size_t>> narrowest;
    for (std::size_t i = 0; i + 1 < strips.size(); ++i) {
        if (are_columns(strips[i], strips[i + 1], height, n)) continue;
        const std::pair gap(strips[i + 1].left - strips[i].right, i);
        narrowest = narrowest ? std::min(*narrowest, gap) : gap;
    }
    return narrowest ? std::optional(narrowest->second) : std::nullopt;
}

}  // namespace

std::vector<Segments> columns(const Segments& segments, std::int64_t height, const Numbers& n) {
    const std::vector<Span> edges = spans(segments, least_gap(height, n));
    if (edges.size() < 2 || size(edges.size()) > n.MOST_STRIPS) return {segments};
    Segments sorted = segments;
    std::sort(sorted.begin(), sorted.end(), [](const Segment& a, const Segment& b) {
        return std::tie(a.left, a.right, a.middle, a.height, a.item) <
               std::tie(b.left, b.right, b.middle, b.height, b.item);
    });
    std::vector<Segments> parts(edges.size());
    for (const Segment& segment : sorted) {
        std::size_t at = 0;
        while (segment.right > edges[at].second) ++at;
        parts[at].push_back(segment);
    }
    std::vector<Strip> strips;
    for (Segments& part : parts) strips.push_back(strip(std::move(part), height, n));
    while (const auto at = narrowest_closed(strips, height, n)) {
        Strip &left = strips[*at], &right = strips[*at + 1];
        left = strip(together({left.segments, right.segments}), height, n);
        strips.erase(strips.begin() + static_cast<std::ptrdiff_t>(*at) + 1);
    }
    std::vector<Segments> found;
    for (Strip& each : strips) found.push_back(std::move(each.segments));
    return found;
}

std::int64_t least_gap(std::int64_t height, const Numbers& n) {
    return std::max<std::int64_t>(times_q8(height, n.GUTTER_Q8), 1);
}

}  // namespace pocket_ocr
