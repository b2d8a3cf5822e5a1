#include "scan/gutters.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "scan/columns.h"

namespace pocket_ocr {
namespace {

// White space between `left` and `right` in the bands [start, stop).
struct Gutter {
    std::int64_t left, right;
    std::size_t start, stop;
};

// Bands [first, second).
using Bands = std::pair<std::size_t, std::size_t>;

Span extent(const std::vector<Segments>& parts) {
    Span found(parts[0][0].left, parts[0][0].right);
    for (const Segments& part : parts) {
        for (const Segment& s : part) {
            found = {std::min(found.first, s.left), std::max(found.second, s.right)};
        }
    }
    return found;
}

// What a band leaves free between the edges, if it is at least that wide.
std::vector<Span> gaps(const Segments& part, const Span& edges, std::int64_t least) {
    std::vector<Span> found;
    std::int64_t start = edges.first;
    const auto add = [&](std::int64_t end) {
        if (end - start >= least) found.emplace_back(start, end);
    };
    for (const auto& [left, right] : spans(part, least)) {
        add(left);
        start = right;
    }
    add(edges.second);
    return found;
}

// Gutters at least that wide, and with text on both sides; none lies inside another one.
std::vector<Gutter> gutters(const std::vector<Segments>& parts, std::int64_t least,
                            const Numbers& n) {
    const Span edges = extent(parts);
    std::vector<Gutter> found;
    std::map<Span, std::size_t> followed;  // first bands of the gutters that reach down to here
    for (std::size_t number = 0; number < parts.size(); ++number) {
        const std::vector<Span> free = gaps(parts[number], edges, least);
        std::map<Span, std::size_t> narrowed;
        for (const Span& gap : free) narrowed[gap] = number;
        for (const auto& [gutter, start] : followed) {
            bool goes_on = false;
            for (const Span& gap : free) {
                const Span both(std::max(gap.first, gutter.first),
                                std::min(gap.second, gutter.second));
                if (both.second - both.first < least) continue;
                const auto known = narrowed.emplace(both, start).first;
                known->second = std::min(known->second, start);
                goes_on = goes_on || both == gutter;
            }
            if (!goes_on) found.push_back({gutter.first, gutter.second, start, number});
        }
        std::vector<std::pair<std::size_t, Span>> tallest;
        for (const auto& [gutter, start] : narrowed) tallest.emplace_back(start, gutter);
        std::sort(tallest.begin(), tallest.end());
        tallest.resize(std::min(tallest.size(), static_cast<std::size_t>(n.MOST_GUTTERS)));
        followed.clear();
        for (const auto& [start, gutter] : tallest) followed[gutter] = start;
    }
    for (const auto& [gutter, start] : followed) {
        found.push_back({gutter.first, gutter.second, start, parts.size()});
    }
    const auto useless = [&](const Gutter& g) {
        return g.left <= edges.first || g.right >= edges.second ||
               static_cast<std::int64_t>(g.stop - g.start) < n.GUTTER_BANDS;
    };
    found.erase(std::remove_if(found.begin(), found.end(), useless), found.end());
    return found;
}

// The band before which the levels of some bands step down the widest.
std::size_t widest_step(const std::vector<Segments>& parts, const Bands& spot) {
    std::size_t widest = spot.first + 1;
    std::int64_t step = level(parts[widest]) - level(parts[widest - 1]);
    for (std::size_t i = widest + 1; i < spot.second; ++i) {
        const std::int64_t down = level(parts[i]) - level(parts[i - 1]);
        if (down > step) {
            step = down;
            widest = i;
        }
    }
    return widest;
}

// The bands of the tallest gutters, and of the tallest one's parts.
//
// It is parted at the widest step down, since it may go on through a form that has white space in
// the same place by chance.
std::vector<Bands> trials(const std::vector<Segments>& parts, std::int64_t least,
                          const Numbers& n) {
    std::vector<std::tuple<std::size_t, std::size_t>> spots;  // bands left out, and first one
    for (const Gutter& g : gutters(parts, least, n)) {
        spots.emplace_back(parts.size() - (g.stop - g.start), g.start);
    }
    std::sort(spots.begin(), spots.end());
    spots.erase(std::unique(spots.begin(), spots.end()), spots.end());
    spots.resize(std::min(spots.size(), static_cast<std::size_t>(n.MOST_TRIALS)));
    std::vector<Bands> found;
    for (const auto& [left_out, start] : spots) {
        const std::size_t stop = start + parts.size() - left_out;
        found.emplace_back(start, stop);
        if (found.size() == 1 && stop - start > 1) {
            const std::size_t middle = widest_step(parts, found[0]);
            found.emplace_back(middle, stop);
            found.emplace_back(start, middle);
        }
    }
    return found;
}

}  // namespace

std::vector<Segments> around_columns(const Segments& segments, std::int64_t height,
                                     const Numbers& n) {
    const std::vector<Segments> parts = bands(segments, height, n);
    const auto part = [&](std::size_t first, std::size_t end) {
        const auto at = [&](std::size_t i) {
            return parts.begin() + static_cast<std::ptrdiff_t>(i);
        };
        return together({at(first), at(end)});
    };
    for (const auto& [start, stop] : trials(parts, least_gap(height, n), n)) {
        Segments beside = part(start, stop);
        if (beside.size() == segments.size() || columns(beside, height, n).size() < 2) continue;
        std::vector<Segments> three{part(0, start), std::move(beside), part(stop, parts.size())};
        const auto empty = [](const Segments& some) { return some.empty(); };
        three.erase(std::remove_if(three.begin(), three.end(), empty), three.end());
        return three;
    }
    return {segments};
}

}  // namespace pocket_ocr
