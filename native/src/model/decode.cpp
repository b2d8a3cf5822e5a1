#include "model/decode.h"

#include <algorithm>
#include <numeric>

namespace pocket_ocr {
namespace {

constexpr std::int64_t BLANK = 0;

// The best class of a step, the lowest of equals, and the two highest log-probabilities.
struct TopTwo {
    std::int64_t label, best, second;
};

TopTwo top_two(const std::int64_t* row, std::int64_t classes) {
    TopTwo top = row[1] > row[0] ? TopTwo{1, row[1], row[0]} : TopTwo{0, row[0], row[1]};
    for (std::int64_t k = 2; k < classes; ++k) {
        if (row[k] > top.best) {
            top = {k, row[k], top.best};
        } else {
            top.second = std::max(top.second, row[k]);
        }
    }
    return top;
}

// Takes the best class of a step into the characters of a path.
void extend(std::vector<Char>& chars, std::int64_t label, std::int64_t previous, std::int64_t step,
            std::int64_t logprob) {
    if (label == BLANK) return;
    if (label != previous) {
        chars.push_back({label, step, step, step, logprob});
        return;
    }
    Char& run = chars.back();
    run.last = step;
    if (logprob > run.logprob) {
        run.peak = step;
        run.logprob = logprob;
    }
}

std::vector<std::int32_t> part(const std::vector<std::int32_t>& values, std::int64_t first,
                               std::int64_t end) {
    return {values.begin() + first, values.begin() + std::max(first, end)};
}

void append(std::vector<std::int32_t>& values, const std::vector<std::int32_t>& next) {
    values.insert(values.end(), next.begin(), next.end());
}

// The classes of a step whose log-probabilities lack no more than so much to the best one's.
void add_near(NearClasses& near, const std::int64_t* row, std::int64_t classes, const TopTwo& top,
              std::int64_t most) {
    const bool alone = top.best - top.second > most;
    const std::int64_t first = alone ? top.label : 0, end = alone ? first + 1 : classes;
    for (std::int64_t k = first; k < end; ++k) {
        const std::int64_t lacking = top.best - row[k];
        if (lacking > most) continue;
        near.add(static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(lacking));
    }
    near.end_step();
}

}  // namespace

void NearClasses::append(const NearClasses& next, std::size_t first, std::size_t end) {
    if (first >= end || next.ends_.empty()) return;
    const auto before = static_cast<std::uint32_t>(all_.size());
    const std::uint32_t from = first > 0 ? next.ends_[first - 1] : 0;
    all_.insert(all_.end(), next.all_.begin() + from, next.all_.begin() + next.ends_[end - 1]);
    for (std::size_t step = first; step < end; ++step) {
        ends_.push_back(before + next.ends_[step] - from);
    }
}

void NearClasses::shrink_to_fit() {
    all_.shrink_to_fit();
    ends_.shrink_to_fit();
}

Reading greedy(const std::int64_t* logprobs, std::size_t steps, const Charset& charset,
               const Numbers& n, bool with_near) {
    const std::int64_t classes = charset.classes(), space = charset.space;
    Reading reading;
    std::int64_t previous = BLANK;
    for (std::size_t step = 0; step < steps; ++step) {
        const std::int64_t* row = logprobs + step * static_cast<std::size_t>(classes);
        const TopTwo top = top_two(row, classes);
        extend(reading.chars, top.label, previous, static_cast<std::int64_t>(step), top.best);
        reading.steps.push_back(static_cast<std::int32_t>(top.best));
        reading.margins.push_back(static_cast<std::int32_t>(top.best - top.second));
        // Where the space is the best, the best other is the second best.
        const std::int64_t other = row[space] == top.best ? top.second : top.best;
        reading.spaces.push_back(
            static_cast<std::int32_t>(space == BLANK ? -n.LOGIT_LIMIT : row[space] - other));
        if (with_near) add_near(reading.near, row, classes, top, n.NEAR_COST);
        previous = top.label;
    }
    return reading;
}

std::string text_of(const std::vector<Char>& chars, const Charset& charset) {
    std::string text;
    for (const Char& c : chars) text += charset.character(c.label);
    return text;
}

std::vector<Word> words(const Reading& reading, const Charset& charset) {
    std::vector<Word> found;
    std::vector<Char> chars;
    std::int64_t start = 0;
    const auto end_before = [&](std::int64_t end) {
        if (chars.empty()) return;
        const auto first = reading.steps.begin() + start, last = reading.steps.begin() + end;
        found.push_back({std::move(chars), start, end - 1,
                         std::accumulate(first, last, std::int64_t{0}),
                         *std::min_element(first, last)});
        chars.clear();
    };
    for (const Char& c : reading.chars) {
        if (c.label != charset.space) {
            chars.push_back(c);
            continue;
        }
        end_before(c.first);
        start = c.last + 1;
    }
    end_before(static_cast<std::int64_t>(reading.steps.size()));
    return found;
}

Reading clip(const Reading& reading, std::int64_t first, std::int64_t end) {
    Reading clipped;
    for (const Char& c : reading.chars) {
        if (c.peak < first || end <= c.peak) continue;
        clipped.chars.push_back({c.label, std::max(c.first, first) - first,
                                 std::min(c.last, end - 1) - first, c.peak - first, c.logprob});
    }
    clipped.steps = part(reading.steps, first, end);
    clipped.margins = part(reading.margins, first, end);
    clipped.spaces = part(reading.spaces, first, end);
    clipped.near.append(reading.near, static_cast<std::size_t>(first),
                        static_cast<std::size_t>(end));
    return clipped;
}

void end_with_space(Reading& reading, const Charset& charset) {
    const auto last = static_cast<std::int64_t>(reading.steps.size()) - 1;
    if (charset.space == BLANK || reading.chars.empty()) return;
    const Char& end = reading.chars.back();
    if (end.last == last || end.label == charset.space) return;
    reading.chars.push_back({charset.space, last, last, last, reading.steps.back()});
}

void append(Reading& reading, const Reading& next) {
    const auto at = static_cast<std::int64_t>(reading.steps.size());
    for (const Char& c : next.chars) {
        reading.chars.push_back({c.label, c.first + at, c.last + at, c.peak + at, c.logprob});
    }
    append(reading.steps, next.steps);
    append(reading.margins, next.margins);
    append(reading.spaces, next.spaces);
    reading.near.append(next.near, 0, next.near.size());
}

void shrink_to_fit(Reading& reading) {
    reading.chars.shrink_to_fit();
    reading.steps.shrink_to_fit();
    reading.margins.shrink_to_fit();
    reading.spaces.shrink_to_fit();
    reading.near.shrink_to_fit();
}

}  // namespace pocket_ocr
