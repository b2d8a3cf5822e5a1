#include "detector/characters.h"

#include <algorithm>
#include <numeric>

#include "contract/integers.h"

namespace pocket_ocr {
namespace {

bool can_be_character(const Box& box, const Numbers& n) {
    const std::int64_t width = box.width(), height = box.height();
    return height >= n.CHAR_MIN_HEIGHT && height <= n.CHAR_MAX_HEIGHT &&
           at_most_q8(width, height, n.CHAR_MAX_WIDTH_Q8) &&
           at_least_q8(width, height, n.CHAR_MIN_WIDTH_Q8);
}

// Characters inside each region, as lists linked through `next`: joined without copying.
struct Inside {
    std::vector<std::int32_t> first, last, next;

    explicit Inside(std::size_t regions) : first(regions, -1), last(regions, -1), next(regions, -1) {}

    void set(std::int32_t region, std::int32_t character) {
        first[at(region)] = last[at(region)] = character;
        next[at(character)] = -1;
    }

    // Puts the characters of one region behind those of another.
    void hand_up(std::int32_t region, std::int32_t parent) {
        if (first[at(region)] < 0) return;
        if (first[at(parent)] < 0) {
            first[at(parent)] = first[at(region)];
        } else {
            next[at(last[at(parent)])] = first[at(region)];
        }
        last[at(parent)] = last[at(region)];
    }

    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
};

bool gives_way(std::int32_t region, const Inside& inside, const Boxes& box, const Numbers& n) {
    const std::int64_t w = box[Inside::at(region)].width(), h = box[Inside::at(region)].height();
    std::int64_t count = 0, large = 0, stacked = 0, covered = 0, tallest = 0;
    for (std::int32_t k = inside.first[Inside::at(region)]; k >= 0; k = inside.next[Inside::at(k)]) {
        const Box& child = box[Inside::at(k)];
        ++count;
        tallest = std::max(tallest, child.height());
        stacked += at_least_q8(child.height(), h, n.STACK_CHILD_Q8);
        if (at_least_q8(child.height(), h, n.CHILD_HEIGHT_Q8)) {
            ++large;
            covered += child.width();
        }
    }
    if (count < n.CHILDREN) return false;
    if (large >= n.CHILDREN && at_least_q8(covered, w, n.CHILDREN_COVER_Q8)) return true;
    const bool is_high = h >= n.STACK_MIN_HEIGHT && 100 * h >= tallest * n.STACK_OVER_PERCENT;
    return stacked >= n.CHILDREN && is_high;
}

// For each region the smallest of some boxes around its middle, or -1: found band by band of the
// image, where the boxes are painted from large to small.
std::vector<std::int32_t> smallest_around(const Boxes& inner, const Boxes& outer,
                                          std::int64_t image_width, std::int64_t image_height) {
    // Bounds memory: the result does not depend on it.
    constexpr std::int64_t PIXELS = 1 << 20, LEAST_ROWS = 64;
    const std::int64_t rows = std::min(std::max(PIXELS / image_width, LEAST_ROWS), image_height);
    const auto bands = static_cast<std::size_t>(ceil_div(image_height, rows));
    const auto size = [](const Box& box) { return box.width() * box.height(); };
    std::vector<std::int32_t> order(outer.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return size(outer[Inside::at(a)]) > size(outer[Inside::at(b)]);
    });
    std::vector<std::vector<std::int32_t>> painted(bands), asked(bands);
    for (const std::int32_t i : order) {
        const Box& box = outer[Inside::at(i)];
        for (std::int64_t band = box.top / rows; band <= (box.bottom - 1) / rows; ++band) {
            painted[static_cast<std::size_t>(band)].push_back(i);
        }
    }
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const std::int64_t y = (inner[i].top + inner[i].bottom) / 2;
        asked[static_cast<std::size_t>(y / rows)].push_back(static_cast<std::int32_t>(i));
    }
    std::vector<std::int32_t> found(inner.size(), -1);
    std::vector<std::int32_t> label(static_cast<std::size_t>(rows * image_width));
    for (std::size_t band = 0; band < bands; ++band) {
        if (asked[band].empty()) continue;
        const std::int64_t top = static_cast<std::int64_t>(band) * rows;
        std::fill(label.begin(), label.end(), -1);
        for (const std::int32_t i : painted[band]) {
            const Box& box = outer[Inside::at(i)];
            const std::int64_t last = std::min(box.bottom - top, rows);
            for (std::int64_t y = std::max<std::int64_t>(box.top - top, 0); y < last; ++y) {
                std::fill_n(label.begin() + y * image_width + box.left, box.width(), i);
            }
        }
        for (const std::int32_t i : asked[band]) {
            const Box& box = inner[Inside::at(i)];
            const std::int64_t x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2 - top;
            found[Inside::at(i)] = label[static_cast<std::size_t>(y * image_width + x)];
        }
    }
    return found;
}

// For each inner region the smallest outer box around it, or -1; which outer ones are paper.
struct Nesting {
    std::vector<std::int32_t> outer;
    std::vector<bool> is_paper;
};

Nesting nesting(const Chosen& inner, const Chosen& outer, std::int64_t width, std::int64_t height,
                const Numbers& n) {
    Nesting found{smallest_around(inner.box, outer.box, width, height), {}};
    std::vector<std::int64_t> letters(outer.box.size(), 0);
    for (std::size_t i = 0; i < inner.box.size(); ++i) {
        if (found.outer[i] < 0) continue;
        const Box& own = inner.box[i];
        const Box& around = outer.box[Inside::at(found.outer[i])];
        const std::int64_t slack = n.HOLE_SLACK;
        if (own.left >= around.left - slack && own.top >= around.top - slack &&
            own.right <= around.right + slack && own.bottom <= around.bottom + slack) {
            ++letters[Inside::at(found.outer[i])];
        } else {
            found.outer[i] = -1;
        }
    }
    for (std::size_t i = 0; i < outer.box.size(); ++i) {
        const Box& box = outer.box[i];
        const bool solid = at_least_q8(outer.area[i], box.width() * box.height(), n.PAPER_FILL_Q8);
        found.is_paper.push_back(letters[i] >= n.PAPER_LETTERS && solid &&
                                 box.height() >= n.PAPER_HEIGHT);
    }
    return found;
}

}  // namespace

Chosen choose_characters(const Regions& regions, const Numbers& n) {
    const auto count = static_cast<std::int32_t>(regions.size());
    Inside inside(regions.size());
    std::vector<bool> chosen(regions.size());
    const auto choose = [&](std::int32_t region) {
        for (std::int32_t k = inside.first[Inside::at(region)]; k >= 0; k = inside.next[Inside::at(k)]) {
            chosen[Inside::at(k)] = true;
        }
    };
    for (std::int32_t i = count - 1; i >= 0; --i) {  // children come after their parents
        if (can_be_character(regions.box[Inside::at(i)], n) && !gives_way(i, inside, regions.box, n)) {
            inside.set(i, i);
        }
        const std::int64_t parent = regions.parent[Inside::at(i)];
        if (parent < 0) {
            choose(i);
        } else {
            inside.hand_up(i, static_cast<std::int32_t>(parent));
        }
    }
    Chosen result;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        if (!chosen[i]) continue;
        result.box.push_back(regions.box[i]);
        result.area.push_back(regions.area[i]);
    }
    return result;
}

std::array<Boxes, 2> drop_counters(const std::array<Chosen, 2>& chosen, std::int64_t width,
                                   std::int64_t height, const Numbers& n) {
    const Nesting dark_in_light = nesting(chosen[0], chosen[1], width, height, n);
    const Nesting light_in_dark = nesting(chosen[1], chosen[0], width, height, n);
    const auto letters = [](const Chosen& own, const Nesting& within, const Nesting& around) {
        Boxes boxes;
        for (std::size_t i = 0; i < own.box.size(); ++i) {
            const std::int32_t outer = within.outer[i];
            const bool is_hole = outer >= 0 && !within.is_paper[Inside::at(outer)];
            if (!around.is_paper[i] && !is_hole) boxes.push_back(own.box[i]);
        }
        return boxes;
    };
    return {letters(chosen[0], dark_in_light, light_in_dark),
            letters(chosen[1], light_in_dark, dark_in_light)};
}

}  // namespace pocket_ocr
