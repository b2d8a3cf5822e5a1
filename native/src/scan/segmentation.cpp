#include "scan/segmentation.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace pocket_ocr {
namespace {

constexpr std::int64_t NO_REASON = std::numeric_limits<std::int64_t>::max();

// A line whose doubtful spaces are decided.
class Segmentation {
public:
    Segmentation(const std::vector<Char>& chars, const std::vector<std::int64_t>& scores,
                 const Corrector& lexicon, const Numbers& numbers)
        : chars_(chars), scores_(scores), lexicon_(lexicon), n_(numbers) {}

    // Decides the spaces of a stretch of letters and digits without a sure space, the characters
    // [first, end); of equally cheap ways the one whose last words are longer.
    void part(std::size_t first, std::size_t end, std::vector<bool>& found) const {
        std::vector<std::size_t> edges{first};
        for (std::size_t i = first; i + 1 < end; ++i) {
            if (scores_[i] > -n_.SPACE_DOUBT) edges.push_back(i + 1);
        }
        const auto doubts = static_cast<std::int64_t>(edges.size()) - 1;
        if (doubts == 0 || doubts > n_.SPACE_DOUBTS) return;
        edges.push_back(end);
        std::vector<std::int64_t> costs{0};
        std::vector<std::size_t> came{0};
        for (std::size_t at = 1; at < edges.size(); ++at) {
            std::int64_t joined = 0, least = NO_REASON;
            std::size_t from = 0;
            for (std::size_t start = at; start-- > 0;) {
                if (start + 1 < at) joined += std::max<std::int64_t>(score(edges[start + 1]), 0);
                const std::int64_t cost = cost_of(edges[start], edges[at], joined);
                if (cost == NO_REASON || costs[start] + cost > least) continue;
                least = costs[start] + cost;
                from = start;
            }
            const bool parts = at + 1 < edges.size();
            costs.push_back(least + (parts ? std::max<std::int64_t>(-score(edges[at]), 0) : 0));
            came.push_back(from);
        }
        for (std::size_t i = first; i + 1 < end; ++i) found[i] = false;
        for (std::size_t at = came.back(); at > 0; at = came[at]) found[edges[at] - 1] = true;
    }

private:
    // The score of the gap before a character.
    std::int64_t score(std::size_t edge) const { return scores_[edge - 1]; }

    // What a word costs with the spaces that it overrules; NO_REASON: it is no reason to do so.
    std::int64_t cost_of(std::size_t first, std::size_t end, std::int64_t joined) const {
        const auto begin = chars_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto stop = chars_.begin() + static_cast<std::ptrdiff_t>(end);
        const auto length = static_cast<std::int64_t>(end - first);
        if (n_.LEXICON_SHORTEST <= length && length <= n_.LEXICON_LONGEST) {
            const std::int64_t rank = lexicon_.rank({begin, stop});
            if (rank > 0) return joined + n_.LEXICON_RARE_COST * (rank - 1);
        }
        if (joined > 0) return NO_REASON;
        const std::int64_t letters =
            std::count_if(begin, stop, [&](const Char& c) { return lexicon_.is_letter(c); });
        if (letters == 0) return 0;
        return n_.STRANGE_WORD_COST +
               n_.STRANGE_LETTER_COST * std::min(letters, n_.STRANGE_LETTERS);
    }

    const std::vector<Char>& chars_;
    const std::vector<std::int64_t>& scores_;
    const Corrector& lexicon_;
    const Numbers& n_;
};

}  // namespace

std::vector<bool> spaces(const std::vector<Char>& chars, const std::vector<std::int64_t>& scores,
                         const Corrector* corrector, const Numbers& n) {
    std::vector<bool> found;
    for (const std::int64_t score : scores) found.push_back(score > 0);
    if (corrector == nullptr) return found;
    const Segmentation segmentation(chars, scores, *corrector, n);
    std::size_t first = 0;
    for (std::size_t end = 1; end <= chars.size(); ++end) {
        const bool goes_on = end < chars.size() &&
                             corrector->is_letter_or_digit(chars[end - 1]) &&
                             corrector->is_letter_or_digit(chars[end]) &&
                             scores[end - 1] < n.SPACE_DOUBT;
        if (goes_on) continue;
        segmentation.part(first, end, found);
        first = end;
    }
    return found;
}

}  // namespace pocket_ocr
