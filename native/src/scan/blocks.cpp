#include "scan/blocks.h"

#include <algorithm>
#include <utility>

#include "contract/integers.h"
#include "scan/order.h"
#include "scan/skew.h"

namespace pocket_ocr {
namespace {

// A line of the page and what of it is kept.
struct Kept {
    const TextLine* line;
    std::vector<PageWord> words;
};

std::int64_t letters_of(const PageWord& word) {
    return static_cast<std::int64_t>(word.chars.size());
}

// Confidences of words, summed up over their characters, and how many these are.
std::pair<std::int64_t, std::int64_t> totals(const std::vector<PageWord>& words) {
    std::int64_t sum = 0, letters = 0;
    for (const PageWord& word : words) {
        sum += word.confidence * letters_of(word);
        letters += letters_of(word);
    }
    return {sum, letters};
}

// Without the words that are more likely noise: the rest of a line tells what to expect.
std::vector<PageWord> kept(std::vector<PageWord> words, const Numbers& n) {
    const auto [sum, letters] = totals(words);
    std::vector<PageWord> found;
    for (PageWord& word : words) {
        const std::int64_t others = letters - letters_of(word);
        const std::int64_t rest =
            others > 0 ? (sum - word.confidence * letters_of(word)) / others : 0;
        std::int64_t floor = letters > 1 ? n.FLOOR_DOUBT : n.FLOOR_SINGLE;
        if (rest >= n.FAIR_LINE) floor = rest >= n.SURE_LINE ? n.FLOOR_SURE : n.FLOOR_FAIR;
        if (word.confidence >= floor) found.push_back(std::move(word));
    }
    return found;
}

// A line's place for reading order: its box, moved until the page's lines are level.
Item item_of(const LineShape& line, const SlopeField& field) {
    const std::int64_t half = floor_div(line.length_q8, 2);
    const std::int64_t level = field.levelled(
        line.x_q8 + half, line.y_q8 + floor_shift(half * line.slope_q16, 16));
    return {floor_shift(line.x_q8, 8), floor_shift(level - line.height_q8, 8),
            floor_shift(line.x_q8 + line.length_q8, 8) + 1, floor_shift(level, 8) + 1,
            std::max<std::int64_t>(floor_shift(line.height_q8, 8), 1)};
}

// Pieces that stand side by side as one line.
PageLine line_of(const ItemRow& row, std::vector<Kept>& lines) {
    PageLine found{{}, 0, true, {}};
    for (const std::size_t i : row) {
        found.light_on_dark = found.light_on_dark && lines[i].line->light_on_dark;
        std::move(lines[i].words.begin(), lines[i].words.end(), std::back_inserter(found.words));
    }
    const auto [sum, letters] = totals(found.words);
    found.confidence = sum / letters;
    found.quad = hull(found.words);
    return found;
}

}  // namespace

std::vector<PageBlock> blocks_of(const std::vector<ReadLine>& lines, LineWords words,
                                 const Numbers& n) {
    std::vector<Kept> found;
    std::vector<const TextLine*> shown;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<PageWord> sure = kept(std::move(words[i]), n);
        if (sure.empty()) continue;
        found.push_back({&lines[i].line, std::move(sure)});
        shown.push_back(&lines[i].line);
    }
    if (found.empty()) return {};
    const SlopeField field = slope_field(shown, n);
    std::vector<Item> items;
    for (const Kept& each : found) items.push_back(item_of(each.line->shape, field));
    std::vector<PageBlock> blocks;
    for (const ItemBlock& rows : order(items, n)) {
        PageBlock& block = blocks.emplace_back();
        for (const ItemRow& row : rows) block.lines.push_back(line_of(row, found));
        block.quad = hull(block.lines);
    }
    return blocks;
}

}  // namespace pocket_ocr
