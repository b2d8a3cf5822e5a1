#include "scan/levelling.h"

#include <algorithm>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

// Twice the x of a segment's middle.
std::int64_t centre(const Segment& segment) { return segment.left + segment.right; }

// A page's width in strips.
struct Strips {
    std::int64_t start, width, count;

    // Number of the strip that a segment's middle lies in.
    std::size_t of(const Segment& segment) const {
        const std::int64_t at = floor_div(floor_div(centre(segment), 2) - start, width);
        return static_cast<std::size_t>(std::min(at, count - 1));
    }
};

Strips strips_of(const Segments& segments, const Numbers& n) {
    std::int64_t left = segments[0].left, right = segments[0].right;
    for (const Segment& s : segments) {
        left = std::min(left, s.left);
        right = std::max(right, s.right);
    }
    return {left, std::max<std::int64_t>(floor_div(right - left, n.LEVEL_STRIPS), 1),
            n.LEVEL_STRIPS};
}

// How far the curve has sunk, in Q16, at the left of each strip and at the right of the last one.
std::vector<std::int64_t> curve_of(const Segments& segments, const Strips& strips,
                                   const Numbers& n) {
    const std::int64_t height = typical_height(segments);
    std::vector<std::vector<std::int64_t>> slopes(static_cast<std::size_t>(strips.count));
    for (const Row& row : rows(segments, n)) {
        for (std::size_t i = 1; i < row.size(); ++i) {
            const Segment &a = row[i - 1], &b = row[i];
            const std::int64_t run = centre(b) - centre(a);  // doubled, as the rise is
            if (run < 2 * n.LEVEL_APART * height) continue;
            for (std::size_t at = strips.of(a); at <= strips.of(b); ++at) {
                slopes[at].push_back(floor_div(shift_left(b.middle - a.middle, 16), run));
            }
        }
    }
    std::vector<std::int64_t> rise{0};
    for (auto& found : slopes) {
        std::sort(found.begin(), found.end());
        const bool known = static_cast<std::int64_t>(found.size()) >= n.LEVEL_LINKS;
        rise.push_back(rise.back() + (known ? found[found.size() / 2] * strips.width : 0));
    }
    return rise;
}

}  // namespace

Segments levelled(Segments segments, const Numbers& n) {
    for (std::int64_t pass = 0; pass < n.LEVEL_PASSES; ++pass) {
        const Strips strips = strips_of(segments, n);
        const std::vector<std::int64_t> rise = curve_of(segments, strips, n);
        for (Segment& s : segments) {
            const std::size_t at = strips.of(s);
            const std::int64_t left = strips.start + static_cast<std::int64_t>(at) * strips.width;
            const std::int64_t inside = centre(s) - 2 * left;
            const std::int64_t more = floor_div((rise[at + 1] - rise[at]) * inside, strips.width);
            s.middle -= floor_shift(2 * rise[at] + more, 16);
        }
    }
    return segments;
}

}  // namespace pocket_ocr
