#include "detector/lines.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "contract/integers.h"
#include "detector/band.h"
#include "detector/chains.h"

namespace pocket_ocr {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

Boxes taken(const Boxes& boxes, const Indices& which) {
    Boxes result;
    result.reserve(which.size());
    for (const std::int32_t i : which) result.push_back(boxes[at(i)]);
    return result;
}

// Only the longer chains, if there are more short ones than on any page of text.
void drop_noise(std::vector<Indices>& members, const Numbers& n) {
    const auto is_short = [&](const Indices& chain) {
        return static_cast<std::int64_t>(chain.size()) < n.NOISE_CHARS;
    };
    const std::int64_t few = std::count_if(members.begin(), members.end(), is_short);
    const std::int64_t many = static_cast<std::int64_t>(members.size()) - few;
    if (few > n.NOISE_CHAINS && few > many) {
        members.erase(std::remove_if(members.begin(), members.end(), is_short), members.end());
    }
}

bool is_long(std::size_t chain, const Numbers& n) {
    return static_cast<std::int64_t>(chain) >= n.SLOPE_CHARS;
}

// Common slope of the page in Q16: the median of its long chains', weighted by length.
std::int64_t page_skew(const Boxes& characters, const std::vector<Indices>& members,
                       const Numbers& n) {
    std::vector<std::int64_t> slopes;
    for (const Indices& chain : members) {
        if (is_long(chain.size(), n)) {
            slopes.insert(slopes.end(), chain.size(), slope_of(taken(characters, chain), n));
        }
    }
    return median(std::move(slopes));
}

Baseline piece_of(const Boxes& characters, const Indices& chain, std::int64_t skew,
                  const Numbers& n) {
    const Boxes boxes = taken(characters, chain);
    return fit(boxes, is_long(chain.size(), n) ? slope_of(boxes, n) : skew, n);
}

// Numbers of collinear pieces, from left to right, that are one.
std::vector<Indices> groups_of(const std::vector<Baseline>& pieces, std::int64_t skew,
                               const Numbers& n) {
    Boxes tail, head;
    for (const Baseline& p : pieces) {
        const std::int64_t height = floor_shift(p.height_q8, 8);
        // Seen along the page's skew, so that a gap does not bring the other end out of level.
        const std::int64_t start = floor_shift(p.level_q8, 8) - floor_shift(p.left * skew, 16);
        const std::int64_t end =
            floor_shift(p.level_at(p.right), 8) - floor_shift(p.right * skew, 16);
        tail.push_back({p.left, end - height, p.right, end});
        head.push_back({p.left, start - height, p.right, start});
    }
    return chains(link(tail, head, {n.JOIN_GAP_Q8, n.JOIN_RATIO_Q8, n.JOIN_DRIFT_Q8}, n));
}

// One chain of several, from left to right.
Indices joined(const Boxes& characters, const std::vector<Indices>& members, const Indices& group) {
    Indices chain;
    for (const std::int32_t i : group) {
        chain.insert(chain.end(), members[at(i)].begin(), members[at(i)].end());
    }
    std::stable_sort(chain.begin(), chain.end(), [&](std::int32_t a, std::int32_t b) {
        return characters[at(a)].left + characters[at(a)].right <
               characters[at(b)].left + characters[at(b)].right;
    });
    return chain;
}

Found extended(const Baseline& line, Boxes every, const Numbers& n) {
    std::int64_t left = every.front().left, right = every.front().right;
    std::int64_t above = std::numeric_limits<std::int64_t>::min(), below = above;
    for (const Box& box : every) {
        left = std::min(left, box.left);
        right = std::max(right, box.right);
        const std::int64_t level = line.level_at((box.left + box.right) / 2);
        above = std::max(above, level - shift_left(box.top, 8));
        below = std::max(below, shift_left(box.bottom, 8) - level);
    }
    const std::int64_t h = line.height_q8;
    std::stable_sort(every.begin(), every.end(), [](const Box& a, const Box& b) {
        return a.left + a.right < b.left + b.right;
    });
    return {{left, right, line.level_at(left), line.slope_q16, h},
            std::move(every),
            std::min(above, times_q8(h, n.INK_ABOVE_Q8)),
            std::min(below, times_q8(h, n.INK_BELOW_Q8))};
}

// Lines, long ones first, each with the smaller pieces and marks in its band.
std::vector<Found> absorb(const Boxes& characters, const std::vector<Indices>& members,
                          const std::vector<Baseline>& pieces, const Boxes& marks,
                          const Numbers& n) {
    Boxes loose = characters;
    loose.insert(loose.end(), marks.begin(), marks.end());
    Indices owner(loose.size(), -1), order(members.size());
    std::vector<Standing> standing;
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (const std::int32_t k : members[i]) owner[at(k)] = static_cast<std::int32_t>(i);
        const auto size = static_cast<std::int64_t>(members[i].size());
        standing.push_back({size, pieces[i].height_q8, size});
    }
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return members[at(a)].size() > members[at(b)].size();
    });
    const Rows window(loose);
    std::vector<bool> gone(members.size());
    std::vector<Found> found;
    for (const std::int32_t i : order) {
        if (gone[at(i)]) continue;
        const Indices near = in_band(pieces[at(i)], window, loose, n);
        Boxes every = taken(characters, members[at(i)]);
        Indices owners;
        for (const std::int32_t k : near) {
            if (owner[at(k)] >= 0) {
                owners.push_back(owner[at(k)]);
            } else {
                every.push_back(loose[at(k)]);
                owner[at(k)] = i;
            }
        }
        for (const std::int32_t other : swallowed(i, std::move(owners), standing, n)) {
            if (gone[at(other)]) continue;
            gone[at(other)] = true;
            for (const std::int32_t k : members[at(other)]) {
                every.push_back(loose[at(k)]);
                owner[at(k)] = i;
            }
        }
        found.push_back(extended(pieces[at(i)], std::move(every), n));
    }
    return found;
}

}  // namespace

std::vector<Found> find_baselines(const Boxes& characters, const Boxes& marks, const Numbers& n) {
    const LinkRule rule{n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8};
    std::vector<Indices> members = chains(link(characters, characters, rule, n));
    drop_noise(members, n);
    const std::int64_t skew = page_skew(characters, members, n);
    std::vector<Baseline> pieces;
    for (const Indices& chain : members) pieces.push_back(piece_of(characters, chain, skew, n));
    for (std::int64_t pass = 0; pass < n.JOIN_PASSES; ++pass) {
        const std::vector<Indices> groups = groups_of(pieces, skew, n);
        if (groups.size() == members.size()) break;
        std::vector<Indices> longer;
        std::vector<Baseline> longer_pieces;
        for (const Indices& group : groups) {
            longer.push_back(joined(characters, members, group));
            longer_pieces.push_back(group.size() == 1
                                        ? pieces[at(group.front())]
                                        : piece_of(characters, longer.back(), skew, n));
        }
        members = std::move(longer);
        pieces = std::move(longer_pieces);
    }
    return absorb(characters, members, pieces, marks, n);
}

std::vector<bool> drop_covered(const std::vector<Found>& lines, const Numbers& n) {
    std::vector<Standing> standing;
    Boxes boxes;
    Indices owner, order(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Found& line = lines[i];
        standing.push_back({static_cast<std::int64_t>(line.boxes.size()), line.baseline.height_q8,
                            line.baseline.right - line.baseline.left});
        boxes.insert(boxes.end(), line.boxes.begin(), line.boxes.end());
        owner.insert(owner.end(), line.boxes.size(), static_cast<std::int32_t>(i));
    }
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return standing[at(a)].rank > standing[at(b)].rank;
    });
    const Rows window(boxes);
    std::vector<bool> keep(lines.size(), true);
    for (const std::int32_t i : order) {
        if (!keep[at(i)]) continue;
        Indices owners;
        for (const std::int32_t k : in_band(lines[at(i)].baseline, window, boxes, n)) {
            owners.push_back(owner[at(k)]);
        }
        for (const std::int32_t other : swallowed(i, std::move(owners), standing, n)) {
            keep[at(other)] = false;
        }
    }
    return keep;
}

}  // namespace pocket_ocr
