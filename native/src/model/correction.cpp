#include "model/correction.h"

#include <algorithm>
#include <utility>

#include "model/token_passing.h"

namespace pocket_ocr {
namespace {

constexpr std::int64_t BLANK = 0;

std::int64_t size(std::size_t count) { return static_cast<std::int64_t>(count); }

// What a class costs at a step.
std::int64_t cost_of(std::int64_t label, NearRange near) {
    const Near* const found =
        std::lower_bound(near.begin(), near.end(), label,
                         [](const Near& each, std::int64_t value) { return each.label < value; });
    return found != near.end() && found->label == label ? found->cost : NEVER;
}

// A path that spells a word.
struct Alignment {
    std::int64_t cost;
    std::vector<std::pair<std::int64_t, std::int64_t>> runs;  // first and last step of each letter
};

// The cheapest path that spells labels in some steps: Viterbi over the labels with a blank around
// each; where paths cost the same, the one that stays longer in what comes first.
Alignment align(const std::vector<std::int64_t>& labels, const Reading& reading,
                std::int64_t start, const std::vector<std::int64_t>& blanks) {
    const std::size_t states = 2 * labels.size() + 1;  // odd ones are labels
    std::vector<std::int64_t> cost(states, NEVER), fresh(states);
    std::vector<std::uint8_t> back(blanks.size() * states);  // how many states before it came from
    cost[0] = 0;
    for (std::size_t t = 0; t < blanks.size(); ++t) {
        const NearRange near = reading.near.of(static_cast<std::size_t>(start) + t);
        for (std::size_t i = 0; i < states; ++i) {
            std::size_t before = i;
            if (i > 0 && cost[i - 1] < cost[before]) before = i - 1;
            const bool skips = i > 1 && i % 2 == 1 && labels[i / 2] != labels[i / 2 - 1];
            if (skips && cost[i - 2] < cost[before]) before = i - 2;
            const std::int64_t here = i % 2 == 0 ? blanks[t] : cost_of(labels[i / 2], near);
            fresh[i] = std::min(cost[before] + here, NEVER);
            back[t * states + i] = static_cast<std::uint8_t>(i - before);
        }
        std::swap(cost, fresh);
    }
    std::size_t at = cost[states - 2] < cost[states - 1] ? states - 2 : states - 1;
    Alignment found{cost[at], {}};
    if (found.cost == NEVER) return found;
    found.runs.resize(labels.size(), {-1, -1});
    for (std::size_t t = blanks.size(); t-- > 0;) {
        if (at % 2 == 1) {
            auto& [first, last] = found.runs[at / 2];
            first = start + size(t);
            if (last < 0) last = first;
        }
        at -= back[t * states + at];
    }
    return found;
}

// A character and the step of its run where it is likeliest.
Char char_of(std::int64_t label, std::int64_t first, std::int64_t last, const Reading& reading) {
    Char c{label, first, last, first, 0};
    for (std::int64_t step = first; step <= last; ++step) {
        const auto t = static_cast<std::size_t>(step);
        const std::int64_t logprob = reading.steps[t] - cost_of(label, reading.near.of(t));
        if (step == first || logprob > c.logprob) {
            c.peak = step;
            c.logprob = logprob;
        }
    }
    return c;
}

}  // namespace

Corrector::Corrector(Lexicon lexicon, const Charset& charset)
    : lexicon_(std::move(lexicon)), space_(charset.space) {
    std::vector<char32_t> codes{0};
    classes_.push_back({false, false});
    for (const std::string& character : charset.characters) {
        codes.push_back(code_point(character));
        const char32_t code = codes.back();
        classes_.push_back({pocket_ocr::is_letter(code), pocket_ocr::is_letter_or_digit(code)});
    }
    const auto class_of = [&](char32_t character, std::size_t letter) -> std::int64_t {
        const auto found = std::find(codes.begin() + 1, codes.end(), character);
        if (found == codes.end()) return BLANK;
        const auto label = static_cast<std::size_t>(found - codes.begin());
        classes_[label].letter = letter;
        return size(label);
    };
    for (const Letter& letter : lexicon_.alphabet) {
        const std::size_t number = letters_.size();
        letters_.push_back({class_of(letter.small, number), class_of(letter.capital, number)});
    }
}

Checked Corrector::check(const Word& word, const Reading& reading, const Numbers& n) const {
    const std::vector<Core> cores = cores_of(word);
    Checked checked{word.chars, 0, false};
    // From the end on, since the number of characters may change.
    for (auto core = cores.rbegin(); core != cores.rend(); ++core) {
        const auto [found, bonus] = part(*core, reading, n);
        checked.bonus = std::max(checked.bonus, bonus);
        if (found.empty()) continue;
        checked.corrected = true;
        std::vector<Char>& chars = checked.chars;
        const auto first = chars.begin() + static_cast<std::ptrdiff_t>(core->first);
        const auto at = chars.erase(first, first + static_cast<std::ptrdiff_t>(core->chars.size()));
        chars.insert(at, found.begin(), found.end());
    }
    // Of a word in parts, a known one says little.
    if (!checked.corrected && cores.size() > 1) checked.bonus = 0;
    return checked;
}

// The characters that take a core's place, none if none do, and by how much it is surer.
std::pair<std::vector<Char>, std::int64_t> Corrector::part(const Core& core,
                                                           const Reading& reading,
                                                           const Numbers& n) const {
    if (size(core.chars.size()) < n.LEXICON_SHORTEST) return {{}, 0};
    if (const std::int64_t known = rank(core.chars); known > 0) {
        return {recase(core, reading, n), known <= n.LEXICON_COMMON ? n.LEXICON_KNOWN_BONUS : 0};
    }
    if (!looks_like_word(core.chars, n)) return {{}, 0};
    std::vector<Char> found = correct(core, reading, n);
    const std::int64_t bonus = found.empty() ? 0 : n.LEXICON_CORRECTED_BONUS;
    return {std::move(found), bonus};
}

std::int64_t Corrector::rank(const std::vector<Char>& chars) const {
    return lexicon_.rank(letters_of(chars));
}

std::vector<std::size_t> Corrector::letters_of(const std::vector<Char>& chars) const {
    std::vector<std::size_t> letters;
    for (const Char& c : chars) letters.push_back(of(c).letter);
    return letters;
}

std::vector<Corrector::Core> Corrector::cores_of(const Word& word) const {
    const auto inside = [&](const Char& c) { return is_letter_or_digit(c); };
    const auto begin = word.chars.begin(), end = word.chars.end();
    std::vector<Core> cores;
    for (auto first = std::find_if(begin, end, inside); first != end;) {
        const auto after = std::find_if_not(first, end, inside);
        cores.push_back({{first, after},
                         static_cast<std::size_t>(first - begin),
                         first == begin ? word.first : (first - 1)->last + 1,
                         after == end ? word.last + 1 : after->first});
        first = std::find_if(after, end, inside);
    }
    return cores;
}

// Whether a core may be a misread word: neither too long nor too much of digits.
bool Corrector::looks_like_word(const std::vector<Char>& chars, const Numbers& n) const {
    const auto letters = std::count_if(chars.begin(), chars.end(),
                                       [&](const Char& c) { return is_letter(c); });
    return size(chars.size()) <= n.LEXICON_LONGEST &&
           100 * std::int64_t{letters} >= n.LEXICON_LETTERS_PERCENT * size(chars.size());
}

// The characters, with their best path, of a word that is likelier than a core; none if none is.
std::vector<Char> Corrector::correct(const Core& core, const Reading& reading,
                                     const Numbers& n) const {
    NearClasses letters;
    for (std::int64_t step = core.start; step < core.end; ++step) {
        for (const Near& each : reading.near.of(static_cast<std::size_t>(step))) {
            const std::size_t letter = classes_[each.label].letter;
            if (letter != NO_LETTER) letters.add(static_cast<std::uint16_t>(letter), each.cost);
        }
        letters.end_step();
    }
    const std::vector<std::int64_t> blanks = blanks_of(core, reading);
    const auto found = cheapest_word(letters, blanks, lexicon_, n);
    if (!found) return {};
    const std::int64_t allowed =
        std::min(n.LEXICON_LETTER_COST * size(found->letters.size()), n.NEAR_COST);
    return spelt(found->letters, allowed - found->rarity, core.start, blanks, reading);
}

// The characters of a core that is in the lexicon, in a usual case that costs little more; none
// if there is none, or if the core is written so ("Total", not "TOtal").
std::vector<Char> Corrector::recase(const Core& core, const Reading& reading,
                                    const Numbers& n) const {
    std::vector<std::int64_t> own;
    for (const Char& c : core.chars) own.push_back(c.label);
    const std::vector<std::size_t> word = letters_of(core.chars);
    const auto usual = cased(word);
    if (std::find(usual.begin(), usual.end(), own) != usual.end()) return {};
    return spelt(word, n.LEXICON_CASE_COST, core.start, blanks_of(core, reading), reading);
}

// A word's characters at a core's steps from `start` on, of which the blanks' costs are given, as
// the cheapest path that costs less writes them.
std::vector<Char> Corrector::spelt(const std::vector<std::size_t>& word, std::int64_t most,
                                   std::int64_t start, const std::vector<std::int64_t>& blanks,
                                   const Reading& reading) const {
    std::vector<Char> best;
    for (const std::vector<std::int64_t>& labels : cased(word)) {
        const Alignment found = align(labels, reading, start, blanks);
        if (found.cost >= most) continue;
        most = found.cost;
        best.clear();
        for (std::size_t i = 0; i < labels.size(); ++i) {
            best.push_back(char_of(labels[i], found.runs[i].first, found.runs[i].second, reading));
        }
    }
    return best;
}

// What a blank, or a space, costs at a core's steps.
std::vector<std::int64_t> Corrector::blanks_of(const Core& core, const Reading& reading) const {
    std::vector<std::int64_t> blanks;
    for (std::int64_t step = core.start; step < core.end; ++step) {
        const NearRange near = reading.near.of(static_cast<std::size_t>(step));
        blanks.push_back(std::min(cost_of(BLANK, near), cost_of(space_, near)));
    }
    return blanks;
}

// Classes of a word in small letters, with a capital first, and in capitals.
std::vector<std::vector<std::int64_t>> Corrector::cased(
    const std::vector<std::size_t>& word) const {
    std::vector<std::vector<std::int64_t>> found;
    for (const auto& [first, rest] : {std::pair(false, false), {true, false}, {true, true}}) {
        std::vector<std::int64_t> labels;
        for (const std::size_t letter : word) {
            const bool is_capital = labels.empty() ? first : rest;
            labels.push_back(is_capital ? letters_[letter].capital : letters_[letter].small);
        }
        const bool whole = std::find(labels.begin(), labels.end(), BLANK) == labels.end();
        if (whole) found.push_back(std::move(labels));
    }
    return found;
}

}  // namespace pocket_ocr
