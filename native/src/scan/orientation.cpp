#include "scan/orientation.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <utility>

#include "detector/chains.h"

namespace pocket_ocr {
namespace {

// How many characters have a neighbour that is close.
std::int64_t close(const Boxes& boxes, const Numbers& n) {
    const LinkRule rule{n.CLOSE_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8};
    const Indices neighbour = link(boxes, boxes, rule, n);
    return std::count_if(neighbour.begin(), neighbour.end(), [](auto i) { return i >= 0; });
}

Boxes transposed(Boxes boxes) {
    for (Box& box : boxes) box = {box.top, box.left, box.bottom, box.right};
    return boxes;
}

}  // namespace

bool is_turn(int degrees) {
    return degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270;
}

cv::Mat turned(const cv::Mat& page, int degrees) {
    if (degrees == 0) return page;
    cv::Mat found;
    cv::rotate(page, found,
               degrees == 90    ? cv::ROTATE_90_CLOCKWISE
               : degrees == 180 ? cv::ROTATE_180
                                : cv::ROTATE_90_COUNTERCLOCKWISE);
    return found;
}

Characters upside_down(const Characters& characters) {
    const Scale& scale = characters.scale;
    const auto each = [&](Boxes boxes) {
        for (Box& box : boxes) {
            box = {scale.image_width - box.right, scale.image_height - box.bottom,
                   scale.image_width - box.left, scale.image_height - box.top};
        }
        return boxes;
    };
    const auto both = [&](const std::array<Boxes, 2>& boxes) {
        return std::array<Boxes, 2>{each(boxes[0]), each(boxes[1])};
    };
    return {scale, both(characters.boxes), both(characters.marks)};
}

std::vector<int> likely_turns(const Characters& characters, const Numbers& n) {
    std::int64_t along = 0, across = 0;
    for (const Boxes& boxes : characters.boxes) {
        along += close(boxes, n);
        across += close(transposed(boxes), n);
    }
    if (n.TURN_CLEAR * across < along) return {0, 180};
    if (n.TURN_CLEAR * along < across) return {90, 270};
    if (along >= across) return {0, 180, 90, 270};
    return {90, 270, 0, 180};
}

void turn_back(Page& page, int degrees) {
    const std::int64_t width = page.width, height = page.height;
    const auto place = [&](Quad& quad) { quad = turn_quad(quad, degrees, width, height); };
    for (PageBlock& block : page.blocks) {
        place(block.quad);
        for (PageLine& line : block.lines) {
            place(line.quad);
            for (PageWord& word : line.words) {
                place(word.quad);
                for (PageChar& c : word.chars) place(c.quad);
            }
        }
    }
    if (degrees % 180 != 0) std::swap(page.width, page.height);
    page.rotation = degrees;
}

Quad turn_quad(const Quad& quad, int degrees, std::int64_t width, std::int64_t height) {
    Quad found;
    for (std::size_t i = 0; i < quad.size(); i += 2) {
        const std::int64_t x = quad[i], y = quad[i + 1];
        found[i] = degrees == 90 ? y : degrees == 180 ? width - x : degrees == 270 ? height - y : x;
        found[i + 1] =
            degrees == 90 ? width - x : degrees == 180 ? height - y : degrees == 270 ? x : y;
    }
    return found;
}

}  // namespace pocket_ocr
