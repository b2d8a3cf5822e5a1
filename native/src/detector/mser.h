// Maximally stable extremal regions of one polarity: D. Nistér and H. Stewénius, "Linear time
// maximally stable extremal regions", ECCV 2008. The same regions in the same order as OpenCV's
// MSER gives in its second pass, but as stretches of one list of pixels instead of lists of points.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

// A region: `area` pixels of the list from number `first` on. Two regions are nested or apart, and
// so are their stretches.
struct Stretch {
    std::int32_t first, area;
};

// Finds regions, band after band; it keeps its memory.
class Mser {
public:
    explicit Mser(const Numbers& n);

    // Dark or light regions of an image, uint8 [h, w], 3 x 3 or larger; its outermost pixels only
    // hem them in.
    std::vector<Stretch> find(const cv::Mat& image, bool light);

    // Column and row of a pixel of the list that the last `find` left.
    std::int32_t column(std::int32_t i) const { return at(i) % stride_; }
    std::int32_t row(std::int32_t i) const { return at(i) / stride_; }

private:
    // A component of the pixels at a level and below, as it was when its level rose: a node of the
    // component tree. `child` is its largest child, whose siblings follow by `next`.
    struct Node {
        std::int32_t parent, child, next;
        std::int32_t first, size;
        std::int32_t level;
        float variation;  // UNKNOWN until the tree has grown by delta above it
        bool is_judged;
    };

    // A component that is growing: all pixels of the list from number `first` on.
    struct Component {
        std::int32_t first, level, node;
    };

    void prepare(const cv::Mat& image, bool light);
    void flood();
    void raise(Component& component, std::int32_t end, std::int32_t level, bool is_last);
    void merge(Component& outer, Component& inner, std::int32_t end);
    void measure(std::int32_t node, std::int32_t up_to);
    void judge(std::int32_t node);

    std::int32_t at(std::int32_t i) const { return list_[static_cast<std::size_t>(i)]; }
    Node& node(std::int32_t i) { return nodes_[static_cast<std::size_t>(i)]; }

    std::int32_t delta_, min_area_, max_area_;
    float max_variation_;
    std::int32_t stride_ = 0;
    std::vector<std::uint16_t> cells_;   // level << 8, and once seen, the direction to look in next
    std::vector<std::int32_t> waiting_;  // stacks of pixels on the flood's shore, one a level
    std::array<std::int32_t, 257> bottom_{};  // where each level's stack begins,
    std::vector<std::int32_t> list_;          // pixels in the order in which they were flooded
    std::vector<Node> nodes_;
    std::vector<Stretch> found_;
};

}  // namespace pocket_ocr
