#include "scan/tries.h"

#include <algorithm>
#include <utility>

namespace pocket_ocr {

Sureness sureness(const ReadLine& line) {
    std::int64_t sum = 0, count = 0;
    for (const ReadWord& word : line.reading.words) {
        sum += word.confidence * word.characters;
        count += word.characters;
    }
    return {sum / std::max<std::int64_t>(count, 1), count};
}

std::int64_t page_sureness(const std::vector<ReadLine>& lines, const Numbers& n) {
    std::int64_t sum = 0, count = 0;
    for (const ReadLine& line : lines) {
        if (static_cast<std::int64_t>(line.chars.size()) < n.LINE_LETTERS) continue;
        const Sureness sure = sureness(line);
        sum += sure.mean * sure.characters;
        count += sure.characters;
    }
    return sum / std::max<std::int64_t>(count, 1);
}

Tries::Tries(const std::vector<ReadLine>& lines, const Numbers& n) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Sureness first = sureness(lines[i]);
        if (first.mean < n.TRY_BELOW && first.characters >= n.TRY_LEAST) {
            doubtful_.push_back({i, lines[i].line, first.characters});
        }
    }
    std::stable_sort(
        doubtful_.begin(), doubtful_.end(),
        [](const Doubtful& a, const Doubtful& b) { return a.characters > b.characters; });
    const auto most = static_cast<std::size_t>(n.TRY_LINES);
    if (doubtful_.size() > most) doubtful_.erase(doubtful_.begin() + n.TRY_LINES, doubtful_.end());
}

std::vector<TextLine> Tries::reframed(std::size_t frame, const Numbers& n) const {
    // Height of a capital against what the detector says, and whether there is room for all ink.
    const std::pair<std::int64_t, bool> frames[FRAMES] = {
        {n.TRY_TALL_Q8, true}, {n.TRY_PLAIN_Q8, false}, {n.TRY_SMALL_Q8, false}};
    const auto [height_q8, with_ink] = frames[frame];
    std::vector<TextLine> found;
    for (const Doubtful& each : doubtful_) {
        found.push_back(each.line.reframed(height_q8, with_ink, n));
    }
    return found;
}

void Tries::take(std::vector<ReadLine>& read, std::vector<ReadLine>& lines,
                 const Numbers& n) const {
    for (std::size_t i = 0; i < doubtful_.size(); ++i) {
        const Sureness sure = sureness(read[i]);
        ReadLine& best = lines[doubtful_[i].number];
        const bool enough =
            100 * sure.characters >= n.TRY_LENGTH_PERCENT * doubtful_[i].characters;
        if (enough && sure.mean > sureness(best).mean + n.TRY_LEAD) best = std::move(read[i]);
    }
}

}  // namespace pocket_ocr
