#include "scan/joining.h"

#include <algorithm>
#include <numeric>
#include <opencv2/core.hpp>
#include <utility>

#include "contract/integers.h"
#include "detector/baseline.h"
#include "model/calibration.h"
#include "scan/segmentation.h"

namespace pocket_ocr {
namespace {

std::int64_t size(std::size_t count) { return static_cast<std::int64_t>(count); }

// Where a strip has ink that is not in a row of a rule: mask uint8 [STRIP_HEIGHT, W].
cv::Mat ink_of_strip(const cv::Mat& strip, const Numbers& n) {
    cv::Mat ink = strip < static_cast<double>(n.TILE_INK_BELOW);
    if (ink.cols < n.STRIP_RULE_WIDTH) return ink;
    for (int row = 0; row < ink.rows; ++row) {
        const int inked = cv::countNonZero(ink.row(row));
        if (100 * std::int64_t{inked} >= n.STRIP_RULE_PERCENT * ink.cols) ink.row(row).setTo(0);
    }
    return ink;
}

// How much ink a column has between two rows, the second one exclusive.
int ink_in_column(const cv::Mat& ink, int column, int top, int bottom) {
    int count = 0;
    for (int row = top; row < bottom; ++row) count += ink.at<std::uint8_t>(row, column) != 0;
    return count;
}

std::vector<bool> empty_columns(const cv::Mat& ink) {
    std::vector<bool> empty;
    for (int column = 0; column < ink.cols; ++column) {
        empty.push_back(ink_in_column(ink, column, 0, ink.rows) == 0);
    }
    return empty;
}

// Strip column in which a character peaks.
std::int64_t peak_column(const Char& c, const StripReading& reading, std::int64_t width,
                         const Numbers& n) {
    const std::int64_t column = reading.columns[static_cast<std::size_t>(c.peak)];
    return std::min(column + n.STEP / 2, width - 1);
}

// Sets width and middle of a gap: those of the widest run of empty columns between the peaks.
void measure(Gap& gap, const std::vector<bool>& empty) {
    std::int64_t run = 0;
    gap.width = 0;
    gap.middle = floor_div(gap.left + gap.right, 2);
    for (std::int64_t column = gap.left; column <= gap.right; ++column) {
        run = empty[static_cast<std::size_t>(column)] ? run + 1 : 0;
        if (run > gap.width) {
            gap.width = run;
            gap.middle = column - (run - 1) / 2;
        }
    }
}

// A gap's place and width: what lies between two characters of a strip of which `empty` columns
// have no ink.
Gap gap_between(const Char& a, const Char& b, const StripReading& reading,
                const std::vector<bool>& empty, const Numbers& n) {
    Gap gap{};
    gap.left = peak_column(a, reading, size(empty.size()), n);
    gap.right = peak_column(b, reading, size(empty.size()), n);
    measure(gap, empty);
    return gap;
}

// Widths of the gaps that the net saw, between letters and between words.
struct Widths {
    std::vector<std::int64_t> letters, spaces;

    void add(const ReadLine& line) {
        for (const Gap& gap : line.gaps) {
            if (!gap.cut) (gap.is_wide() ? spaces : letters).push_back(gap.width);
        }
    }
};

// Page pixels of a box on the strip; strip pixel centres are at whole numbers.
Quad quad_of(const Frame& frame, std::int64_t left, std::int64_t right, std::int64_t top,
             std::int64_t bottom) {
    const std::int64_t half_x = floor_div(frame.along_x + frame.across_x, 2);
    const std::int64_t half_y = floor_div(frame.along_y + frame.across_y, 2);
    const auto x = [&](std::int64_t column, std::int64_t row) {
        return floor_shift(frame.page_x(column, row) - half_x + (1 << 16), 16);
    };
    const auto y = [&](std::int64_t column, std::int64_t row) {
        return floor_shift(frame.page_y(column, row) - half_y + (1 << 16), 16);
    };
    return {x(left, top),     y(left, top),     x(right, top),   y(right, top),
            x(right, bottom), y(right, bottom), x(left, bottom), y(left, bottom)};
}

// The edges of a word that was corrected: its first and last one, and between them the middles of
// the gaps between its characters. They rise: a character may have been put beyond an edge.
std::vector<int> edges_of(const ReadLine& line, const cv::Mat& ink, const std::vector<Char>& chars,
                          const std::vector<int>& around, const Numbers& n) {
    const std::vector<bool> empty = empty_columns(ink);
    std::vector<int> edges{around.front()};
    for (std::size_t i = 1; i < chars.size(); ++i) {
        const Gap gap = gap_between(chars[i - 1], chars[i], line.reading, empty, n);
        const int middle = std::min(static_cast<int>(gap.middle), around.back());
        edges.push_back(std::max(middle, edges.back()));
    }
    edges.push_back(around.back());
    return edges;
}

// A word with quads, each trimmed to the line's ink; `edges` lie between its characters, one more
// than these.
PageWord placed(const ReadLine& line, const cv::Mat& ink, const std::vector<Char>& chars,
                const std::vector<int>& edges, std::int64_t sure, const Engine& engine) {
    const Frame& frame = line.line.frame;
    const cv::Mat around = ink.colRange(edges[0], edges[chars.size()] + 1);
    int top = 0, bottom = ink.rows;
    while (top < bottom && cv::countNonZero(around.row(top)) == 0) ++top;
    while (top < bottom && cv::countNonZero(around.row(bottom - 1)) == 0) --bottom;
    if (top == bottom) {
        top = 0;
        bottom = ink.rows;
    }
    PageWord word{{}, sure, {}};
    std::pair<int, int> first{}, last{};
    for (std::size_t i = 0; i < chars.size(); ++i) {
        int left = edges[i], right = edges[i + 1];
        while (left <= right && ink_in_column(ink, left, top, bottom) == 0) ++left;
        while (left <= right && ink_in_column(ink, right, top, bottom) == 0) --right;
        last = left <= right ? std::pair(left, right + 1) : std::pair(edges[i], edges[i + 1] + 1);
        if (i == 0) first = last;
        word.chars.push_back({engine.charset.character(chars[i].label),
                              quad_of(frame, last.first, last.second, top, bottom),
                              engine.tables.permille(chars[i].logprob)});
    }
    word.quad = quad_of(frame, first.first, last.second, top, bottom);
    return word;
}

}  // namespace

ReadLine read_line(const TextLine& line, const cv::Mat& strip, StripReading reading,
                   const Engine& engine) {
    const Numbers& n = engine.numbers;
    ReadLine found{line, strip, std::move(reading), {}, {}};
    for (const Char& c : found.reading.reading.chars) {
        if (c.label != engine.charset.space) found.chars.push_back(c);
    }
    const std::vector<bool> empty = empty_columns(ink_of_strip(strip, n));
    const auto& spaces = found.reading.reading.spaces;
    for (std::size_t i = 1; i < found.chars.size(); ++i) {
        const Char &a = found.chars[i - 1], &b = found.chars[i];
        Gap gap = gap_between(a, b, found.reading, empty, n);
        gap.evidence = *std::max_element(spaces.begin() + a.peak, spaces.begin() + b.peak + 1);
        const auto& cuts = found.reading.cuts;
        gap.cut = std::any_of(cuts.begin(), cuts.end(), [&](std::int64_t step) {
            return a.peak < step && step <= b.peak;
        });
        found.gaps.push_back(gap);
    }
    return found;
}

std::int64_t Spacing::wide_q8(std::int64_t gap, const Numbers& n) const {
    const std::int64_t spread = std::max(word - letter, n.LEAST_SPREAD);
    const std::int64_t wide = floor_div(shift_left(gap - letter, 8), spread);
    return std::min(std::max(wide, -n.WIDE_BELOW_Q8), n.WIDE_ABOVE_Q8);
}

Spacing page_spacing(const std::vector<ReadLine>& lines, const Numbers& n) {
    Widths widths;
    for (const ReadLine& line : lines) widths.add(line);
    return {widths.letters.empty() ? n.LETTER_GAP : median(std::move(widths.letters)),
            widths.spaces.empty() ? n.WORD_GAP : median(std::move(widths.spaces))};
}

Spacing line_spacing(const ReadLine& line, const Spacing& page, const Numbers& n) {
    Widths widths;
    widths.add(line);
    const bool has_letters = size(widths.letters.size()) >= n.LINE_LETTERS;
    const bool has_spaces = size(widths.spaces.size()) >= n.LINE_SPACES;
    const std::int64_t letter = has_letters ? median(std::move(widths.letters)) : page.letter;
    const std::int64_t word = has_spaces ? median(std::move(widths.spaces)) : page.word;
    return {letter, std::max(word, letter + n.LEAST_SPREAD)};
}

std::int64_t space_score(const Gap& gap, const Spacing& spacing, const Numbers& n) {
    const std::int64_t wide = spacing.wide_q8(gap.width, n);
    if (gap.cut) return n.SPACE_CUT_WEIGHT * (wide - n.SPACE_CUT_Q8);
    const std::int64_t evidence = std::clamp(gap.evidence, -n.SPACE_EVIDENCE, n.SPACE_EVIDENCE);
    return evidence - n.SPACE_BIAS + floor_shift(n.SPACE_GAP_WEIGHT * wide, 8);
}

std::vector<std::size_t> doubtful_cuts(const ReadLine& line, const Spacing& page,
                                       const Numbers& n) {
    const Spacing spacing = line_spacing(line, page, n);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < line.gaps.size(); ++i) {
        const std::int64_t wide = spacing.wide_q8(line.gaps[i].width, n);
        if (line.gaps[i].cut && n.CUT_LETTER_Q8 < wide && wide < n.CUT_SPACE_Q8) {
            found.push_back(i);
        }
    }
    return found;
}

Tile window_of(const ReadLine& line, const Gap& gap, std::int64_t width) {
    const std::int64_t whole = line.strip.cols;
    const std::int64_t x =
        std::max<std::int64_t>(std::min(gap.middle - width / 2, whole - width), 0);
    return {x, std::min(width, whole - x), 0, 0};
}

void see_in(Gap& gap, const Tile& window, const std::vector<std::int32_t>& spaces,
            const Numbers& n) {
    const auto step = [&](std::int64_t column) {
        const std::int64_t at = std::max<std::int64_t>(column - window.x, 0) / n.STEP;
        return spaces.begin() + std::min(at, size(spaces.size()) - 1);
    };
    gap.evidence = *std::max_element(step(gap.left), step(gap.right) + 1);
    gap.cut = false;
}

std::vector<PageWord> join_words(const ReadLine& line, const Spacing& page,
                                 const Engine& engine) {
    const Spacing spacing = line_spacing(line, page, engine.numbers);
    std::vector<std::int64_t> scores;
    for (const Gap& gap : line.gaps) scores.push_back(space_score(gap, spacing, engine.numbers));
    const std::vector<bool> apart =
        spaces(line.chars, scores, engine.corrector(), engine.numbers);
    const auto& steps = line.reading.reading.steps;
    std::vector<int> edges{0};
    for (const Gap& gap : line.gaps) edges.push_back(static_cast<int>(gap.middle));
    edges.push_back(line.strip.cols - 1);
    const cv::Mat ink = ink_of_strip(line.strip, engine.numbers);
    std::vector<PageWord> found;
    std::size_t first = 0;
    std::int64_t start = 0;
    for (std::size_t i = 0; i < line.chars.size(); ++i) {
        const bool is_last = i + 1 == line.chars.size();
        if (!is_last && !apart[i]) continue;
        // The steps up to the middle between this word and the next belong to it.
        const std::int64_t end = is_last
                                     ? size(steps.size())
                                     : (line.chars[i].last + line.chars[i + 1].first + 1) / 2;
        const auto begin = steps.begin() + start, stop = steps.begin() + end;
        const Word word{{line.chars.begin() + static_cast<std::ptrdiff_t>(first),
                         line.chars.begin() + static_cast<std::ptrdiff_t>(i) + 1},
                        start,
                        end - 1,
                        std::accumulate(begin, stop, std::int64_t{0}),
                        *std::min_element(begin, stop)};
        const Checked checked = engine.check(word, line.reading.reading);
        std::vector<int> around(edges.begin() + static_cast<std::ptrdiff_t>(first),
                                edges.begin() + static_cast<std::ptrdiff_t>(i) + 2);
        if (checked.corrected) around = edges_of(line, ink, checked.chars, around, engine.numbers);
        const std::int64_t feature = word_feature(checked.chars, word.worst) + checked.bonus;
        const std::int64_t sure = confidence(engine.calibration, feature);
        found.push_back(placed(line, ink, checked.chars, around, sure, engine));
        first = i + 1;
        start = end;
    }
    return found;
}

}  // namespace pocket_ocr
