#include "detector/mser.h"

#include <algorithm>
#include <limits>

namespace pocket_ocr {
namespace {

constexpr std::int32_t NONE = -1;
constexpr float UNKNOWN = -1.0F;
constexpr std::int32_t LEVELS = 256;
constexpr std::uint16_t SEEN = 8;  // the flag of a cell, beside its direction, 1 to 4, or 5 at the end

std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }


}  // namespace

Mser::Mser(const Numbers& n)
    : delta_(static_cast<std::int32_t>(n.MSER_DELTA)),
      min_area_(static_cast<std::int32_t>(n.MSER_MIN_AREA)),
      max_area_(static_cast<std::int32_t>(n.MSER_MAX_AREA)),
      max_variation_(static_cast<float>(n.MSER_MAX_VARIATION_Q8) / 256) {}

std::vector<Stretch> Mser::find(const cv::Mat& image, bool light) {
    prepare(image, light);
    flood();
    return std::move(found_);
}

// Sets up the cells; what is looked for has low levels.
void Mser::prepare(const cv::Mat& image, bool light) {
    const std::uint8_t mask = light ? 255 : 0;
    stride_ = image.cols;
    cells_.assign(image.total(), SEEN);
    std::array<std::int32_t, LEVELS> count{};
    for (int y = 1; y + 1 < image.rows; ++y) {
        const std::uint8_t* pixels = image.ptr<std::uint8_t>(y);
        std::uint16_t* cells = &cells_[index(stride_) * index(y)];
        for (int x = 1; x + 1 < stride_; ++x) {
            const auto level = static_cast<std::uint8_t>(pixels[x] ^ mask);
            cells[x] = static_cast<std::uint16_t>(level << 8);
            ++count[level];
        }
    }
    for (std::size_t level = 0; level < LEVELS; ++level) {
        bottom_[level + 1] = bottom_[level] + count[level];
    }
    waiting_.resize(image.total());
    list_.resize(image.total());
    nodes_.clear();
    found_.clear();
}

// Water rises from the first pixel: it runs down to lower neighbours at once, and else takes the
// lowest pixel on its shore. Components on the stack have falling levels; when the water in the
// last one has risen to the level of the one before it, they merge.
void Mser::flood() {
    const std::int32_t stride = stride_;
    const std::int32_t offsets[] = {0, 1, stride, -1, -stride};
    std::uint16_t* const cells = cells_.data();
    std::int32_t* const waiting = waiting_.data();
    std::int32_t* const list = list_.data();
    std::array<std::int32_t, LEVELS> tops;
    std::copy_n(bottom_.begin(), LEVELS, tops.begin());
    std::array<Component, LEVELS + 2> stack;
    std::size_t top = 0;
    std::int32_t end = 0;  // of the list
    std::int32_t pixel = stride + 1;
    std::int32_t level = cells[pixel] >> 8;
    stack[0] = {0, LEVELS, NONE};
    stack[++top] = {0, level, NONE};
    cells[pixel] |= SEEN | 1;
    for (;;) {
        // In half of all cases there is nothing to do, and this is the quickest way to know.
        const bool all_seen = (cells[pixel + 1] & cells[pixel + stride] & cells[pixel - 1] &
                               cells[pixel - stride] & SEEN) != 0;
        std::int32_t direction = all_seen ? 5 : cells[pixel] & 7;
        for (; direction <= 4; ++direction) {
            const std::int32_t neighbour = pixel + offsets[direction];
            const std::uint16_t cell = cells[neighbour];
            if ((cell & SEEN) != 0) continue;
            cells[neighbour] = cell | SEEN | 1;
            const std::int32_t other = cell >> 8;
            if (other >= level) {
                waiting[tops[index(other)]++] = neighbour;
                continue;
            }
            cells[pixel] = static_cast<std::uint16_t>(level << 8 | SEEN | (direction + 1));
            waiting[tops[index(level)]++] = pixel;
            pixel = neighbour;
            level = other;
            stack[++top] = {end, level, NONE};
            direction = 0;
        }
        list[end++] = pixel;
        if (tops[index(level)] != bottom_[index(level)]) {
            pixel = waiting[--tops[index(level)]];
            continue;
        }
        do { ++level; } while (level < LEVELS && tops[index(level)] == bottom_[index(level)]);
        if (level == LEVELS) break;
        pixel = waiting[--tops[index(level)]];
        if (level < stack[top - 1].level) {
            raise(stack[top], end, level, false);
        } else {
            --top;
            merge(stack[top], stack[top + 1], end);
        }
    }
    raise(stack[top], end, LEVELS, true);
}

// Notes the component, whose pixels reach to `end`, as a node before its level rises.
void Mser::raise(Component& component, std::int32_t end, std::int32_t level, bool is_last) {
    std::int32_t own = component.node;
    if (own == NONE || node(own).level != component.level) {
        own = static_cast<std::int32_t>(nodes_.size());
        nodes_.push_back({NONE, component.node, NONE, 0, 0, component.level, UNKNOWN, false});
        if (component.node != NONE) node(component.node).parent = own;
        component.node = own;
    }
    Node& noted = node(own);
    noted.first = component.first;
    noted.size = end - component.first;
    const bool is_small = noted.size < min_area_;
    noted.variation = is_small ? std::numeric_limits<float>::max() : UNKNOWN;
    noted.is_judged = is_small;
    component.level = level;
    if (noted.level != level) measure(own, is_last ? LEVELS + delta_ : noted.level);
}

// Joins a component with the one on the stack before it, whose level it has reached.
void Mser::merge(Component& outer, Component& inner, std::int32_t end) {
    raise(outer, inner.first, outer.level, false);
    raise(inner, end, outer.level, false);
    Node& whole = node(outer.node);
    Node& second = node(inner.node);
    const std::int32_t first = whole.child;
    if (first != NONE && node(first).size > second.size) {
        if (second.size < min_area_) return;  // of no interest, and not the largest
        second.next = node(first).next;
        node(first).next = inner.node;
    } else {
        whole.child = inner.node;
        if (first != NONE && node(first).size >= min_area_) second.next = first;
    }
    second.parent = outer.node;
}

// Measures the variation of a node and of those below it that have none yet: how much larger the
// component is delta above than delta below, in its own size. It is known `up_to` a level.
void Mser::measure(std::int32_t i, std::int32_t up_to) {
    if (node(i).variation >= 0) return;
    for (std::int32_t c = node(i).child; c != NONE; c = node(c).next) {
        measure(c, up_to);
        if (node(c).variation < 0) return;
    }
    const std::int32_t level = node(i).level;
    if (level + delta_ > up_to) return;
    std::int32_t low = i, high = i;
    while (node(low).child != NONE && node(node(low).child).level >= level - delta_) {
        low = node(low).child;
    }
    while (node(high).parent != NONE && node(node(high).parent).level <= level + delta_) {
        high = node(high).parent;
    }
    const auto growth = static_cast<float>(node(high).size - node(low).size);
    node(i).variation = growth / static_cast<float>(node(i).size);
    for (std::int32_t c = node(i).child; c != NONE; c = node(c).next) judge(c);
    if (up_to >= LEVELS && node(i).parent == NONE) judge(i);
}

// Takes a node as a region if its size fits and no neighbour in the tree is more stable.
void Mser::judge(std::int32_t i) {
    Node& own = node(i);
    if (own.is_judged) return;
    own.is_judged = true;
    if (own.size < min_area_ || own.size > max_area_) return;
    if (own.variation < 0 || own.variation > max_variation_) return;
    for (std::int32_t c = own.child; c != NONE; c = node(c).next) {
        if (node(c).variation >= 0 && own.variation > node(c).variation) return;
    }
    const float above = own.parent == NONE ? UNKNOWN : node(own.parent).variation;
    if (own.variation > 0 && above >= 0 && own.variation >= above) return;
    found_.push_back({own.first, own.size});
}

}  // namespace pocket_ocr
