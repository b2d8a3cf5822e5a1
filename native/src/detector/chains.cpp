#include "detector/chains.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <tuple>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

// Whether `b` can be the right neighbour of `a`.
bool fits(const Box& a, const Box& b, const LinkRule& rule, const Numbers& n) {
    const std::int64_t low = std::min(a.height(), b.height());
    const std::int64_t high = std::max(a.height(), b.height());
    const std::int64_t overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    const std::int64_t narrow = std::min(a.width(), b.width());
    const std::int64_t gap = b.left - a.right;
    const std::int64_t drift = std::abs(a.bottom - b.bottom);
    return a.left + a.right < b.left + b.right && a.right < b.right &&
           at_most_q8(gap, high, rule.gap_q8) && at_least_q8(gap, -narrow, n.LINK_INTO_Q8) &&
           at_least_q8(overlap, low, n.LINK_OVERLAP_Q8) && at_most_q8(high, low, rule.ratio_q8) &&
           at_most_q8(drift, high, rule.drift_q8);
}

// The cheapest partner so far, the lowest number of equals.
struct Best {
    std::int64_t cost = std::numeric_limits<std::int64_t>::max();
    std::int32_t partner = -1;

    void offer(std::int64_t other_cost, std::int32_t other) {
        if (std::tie(other_cost, other) < std::tie(cost, partner)) {
            cost = other_cost;
            partner = other;
        }
    }
};

struct Pairs {
    std::vector<Best> right_of, left_of;
};

// Offers pairs whose left one is 2^k to 2^(k+1) - 1 high to both: what is near it.
//
// The targets are sorted by rows so high that middles of a pair lie in neighbouring ones, and in a
// row by their left edges.
void offer_octave(const Boxes& tail, const Boxes& head, const std::vector<int>& octave, int k,
                  const LinkRule& rule, const Numbers& n, Pairs& pairs) {
    constexpr std::int64_t STRIDE = 1 << 24;
    // Twice as far as the middles may be apart.
    const std::int64_t cell = times_q8(std::int64_t{2} << k, rule.ratio_q8) + 2;
    std::vector<std::pair<std::int64_t, std::int32_t>> targets;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (std::abs(octave[i] - k) > 2) continue;
        const std::int64_t row = floor_div(head[i].top + head[i].bottom, cell);
        targets.emplace_back(row * STRIDE + head[i].left, static_cast<std::int32_t>(i));
    }
    std::sort(targets.begin(), targets.end());
    const auto from = [&](std::int64_t key) {
        return std::lower_bound(targets.begin(), targets.end(), std::pair(key, std::int32_t{-1}));
    };
    for (std::size_t i = 0; i < tail.size(); ++i) {
        if (octave[i] != k) continue;
        const Box& a = tail[i];
        const std::int64_t row = floor_div(a.top + a.bottom, cell) * STRIDE;
        const std::int64_t into = times_q8(a.width(), n.LINK_INTO_Q8);
        const std::int64_t reach = floor_shift(a.height() * rule.ratio_q8 * rule.gap_q8, 16);
        for (const std::int64_t shift : {-STRIDE, std::int64_t{0}, STRIDE}) {
            const std::int64_t key = row + shift + a.right;
            for (auto t = from(key - into - 1); t != targets.end() && t->first <= key + reach + 1; ++t) {
                const auto target = t->second;
                const Box& b = head[at(target)];
                if (target == static_cast<std::int32_t>(i) || !fits(a, b, rule, n)) continue;
                const std::int64_t gap = std::max<std::int64_t>(b.left - a.right, 0);
                const std::int64_t off = std::abs(b.bottom - a.bottom) + std::abs(b.top - a.top);
                const std::int64_t cost = n.LINK_GAP_WEIGHT * gap + off;
                pairs.right_of[i].offer(cost, target);
                pairs.left_of[at(target)].offer(cost, static_cast<std::int32_t>(i));
            }
        }
    }
}

}  // namespace

Indices link(const Boxes& tail, const Boxes& head, const LinkRule& rule, const Numbers& n) {
    constexpr int OCTAVES = 24;
    std::vector<int> octave(tail.size(), 0);
    std::array<bool, OCTAVES> present{};
    for (std::size_t i = 0; i < tail.size(); ++i) {
        while (octave[i] + 1 < OCTAVES && tail[i].height() >> (octave[i] + 1) > 0) ++octave[i];
        present[static_cast<std::size_t>(octave[i])] = true;
    }
    Pairs pairs{std::vector<Best>(tail.size()), std::vector<Best>(tail.size())};
    for (int k = 0; k < OCTAVES; ++k) {
        if (present[static_cast<std::size_t>(k)]) offer_octave(tail, head, octave, k, rule, n, pairs);
    }
    Indices neighbour(tail.size(), -1);
    for (std::size_t i = 0; i < tail.size(); ++i) {
        const std::int32_t right = pairs.right_of[i].partner;
        if (right >= 0 && pairs.left_of[at(right)].partner == static_cast<std::int32_t>(i)) {
            neighbour[i] = right;
        }
    }
    return neighbour;
}

std::vector<Indices> chains(const Indices& neighbour) {
    std::vector<bool> starts(neighbour.size(), true);
    for (const std::int32_t right : neighbour) {
        if (right >= 0) starts[at(right)] = false;
    }
    std::vector<Indices> found;
    for (std::size_t i = 0; i < neighbour.size(); ++i) {
        if (!starts[i]) continue;
        Indices chain{static_cast<std::int32_t>(i)};
        while (neighbour[at(chain.back())] >= 0) chain.push_back(neighbour[at(chain.back())]);
        found.push_back(std::move(chain));
    }
    return found;
}

}  // namespace pocket_ocr
