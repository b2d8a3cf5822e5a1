#include "scan/closer.h"

#include <algorithm>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <tuple>
#include <utility>

#include "contract/integers.h"
#include "detector/framing/crop.h"

namespace pocket_ocr {
namespace {

// Upper left corner of a word, page pixels, and its size, Q8.
struct Corner {
    std::int64_t x, y, width, height;
};

std::int64_t distance_q8(std::int64_t dx, std::int64_t dy) {
    return std::max<std::int64_t>(isqrt(shift_left(dx * dx + dy * dy, 16)), 256);
}

Corner corner_of(const Quad& quad) {
    return {quad[0], quad[1], distance_q8(quad[2] - quad[0], quad[3] - quad[1]),
            distance_q8(quad[6] - quad[0], quad[7] - quad[1])};
}

PageWord surer(PageWord word, std::int64_t first, std::int64_t closer) {
    const std::int64_t mean = floor_shift(first + closer, 1);
    word.confidence = floor_shift(mean + std::max(mean, first), 1);
    return word;
}

}  // namespace

CloserLook::CloserLook(const LineWords& words, const Numbers& n) {
    std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> found;
    for (std::size_t line = 0; line < words.size(); ++line) {
        for (std::size_t at = 0; at < words[line].size(); ++at) {
            const PageWord& word = words[line][at];
            const Corner corner = corner_of(word.quad);
            if (word.confidence < n.LOOK_BELOW && corner.width <= n.LOOK_WIDEST * corner.height) {
                found.emplace_back(word.confidence, line, at);
            }
        }
    }
    std::sort(found.begin(), found.end());
    if (found.size() > static_cast<std::size_t>(n.LOOK_WORDS)) {
        found.erase(found.begin() + n.LOOK_WORDS, found.end());
    }
    for (const auto& [confidence, line, at] : found) doubtful_.push_back({line, at});
}

std::vector<TextLine> CloserLook::framed(const cv::Mat& page, const std::vector<ReadLine>& lines,
                                         const LineWords& words, const Engine& engine) const {
    std::vector<TextLine> found;
    for (const Place& place : doubtful_) {
        TextLine line = lines[place.line].line;
        line.frame = closer_frame(page, line, words[place.line][place.word].quad, engine);
        found.push_back(line);
    }
    return found;
}

void CloserLook::take(const std::vector<ReadLine>& seen, const Spacing& spacing,
                      const Engine& engine, LineWords& words) const {
    std::vector<std::vector<std::vector<PageWord>>> told(words.size());
    for (std::size_t line = 0; line < words.size(); ++line) {
        for (PageWord& word : words[line]) told[line].push_back({std::move(word)});
    }
    for (std::size_t i = 0; i < doubtful_.size(); ++i) {
        std::vector<PageWord>& word = told[doubtful_[i].line][doubtful_[i].word];
        word = both(std::move(word[0]), join_words(seen[i], spacing, engine), engine.numbers);
    }
    for (std::size_t line = 0; line < words.size(); ++line) {
        words[line].clear();
        for (std::vector<PageWord>& some : told[line]) {
            std::move(some.begin(), some.end(), std::back_inserter(words[line]));
        }
    }
}

std::vector<PageWord> both(PageWord first, std::vector<PageWord> closer, const Numbers& n) {
    std::int64_t sure = closer.empty() ? 0 : closer[0].confidence, letters = 0;
    for (const PageWord& word : closer) {
        sure = std::min(sure, word.confidence);
        letters += static_cast<std::int64_t>(word.chars.size());
    }
    const std::int64_t said = first.confidence;
    if (closer.size() == 1 && closer[0].text() == first.text()) {
        return {surer(std::move(first), said, sure)};
    }
    const auto before = static_cast<std::int64_t>(first.chars.size());
    const bool is_enough = 100 * letters >= n.LOOK_LENGTH_PERCENT * before;
    if (!is_enough || sure <= said) return {surer(std::move(first), said, 0)};
    for (PageWord& word : closer) {
        const std::int64_t alone = word.confidence - said;
        word = surer(std::move(word), said, alone);
    }
    return closer;
}

Frame closer_frame(const cv::Mat& page, const TextLine& line, const Quad& quad,
                   const Engine& engine) {
    const Numbers& n = engine.numbers;
    const Corner corner = corner_of(quad);
    const std::int64_t margin = times_q8(corner.height, n.LOOK_MARGIN_Q8);
    TiltedBox box{corner.x, corner.y, line.shape.slope_q16, -margin, -margin,
                  corner.width + 2 * margin, corner.height + 2 * margin};
    const std::int64_t width = box.width_q8, height = box.height_q8;
    const std::int64_t square = std::max<std::int64_t>(width * n.STRIP_HEIGHT / height, 1);
    const cv::Mat look = show(page, tilted_frame(box, square, n), line.light_on_dark, n);
    cv::Mat ink;
    cv::threshold(look, ink, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
    const Rows rows = ink_rows(ink);
    std::int64_t top = rows.top * height / n.STRIP_HEIGHT;
    std::int64_t bottom = rows.bottom * height / n.STRIP_HEIGHT;
    const std::int64_t spare = times_q8(bottom - top, n.CROP_MARGIN_Q8);
    top = std::max<std::int64_t>(top - spare, 0);
    bottom = std::min(bottom + spare, height);
    box.down_q8 = top - margin;
    box.height_q8 = bottom - top;
    return tilted_frame(box, strip_columns(width, box.height_q8, engine.tile_width, n), n);
}

}  // namespace pocket_ocr
