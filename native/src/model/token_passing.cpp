#include "model/token_passing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pocket_ocr {
namespace {

// What was read up to a step, and what it cost.
struct Path {
    std::int64_t cost = NEVER;
    std::size_t length = 0;
    std::array<std::uint8_t, Lexicon::LONGEST> letters;

    Path costing(std::int64_t cost_now) const {
        Path path = *this;
        path.cost = std::min(cost_now, NEVER);
        return path;
    }
    Path with(std::size_t letter, std::int64_t cost_now) const {
        Path path = costing(cost_now);
        path.letters[path.length++] = static_cast<std::uint8_t>(letter);
        return path;
    }
    bool operator<(const Path& other) const {
        if (cost != other.cost) return cost < other.cost;
        return std::lexicographical_compare(
            letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(length),
            other.letters.begin(),
            other.letters.begin() + static_cast<std::ptrdiff_t>(other.length));
    }
};

// The cheapest paths that lead along an edge: one that ends in a blank, one in its letter.
struct Token {
    std::size_t edge;
    Path blank, letter;

    const Path& free() const { return letter < blank ? letter : blank; }
    bool operator<(const Token& other) const {
        const std::int64_t here = std::min(blank.cost, letter.cost);
        const std::int64_t there = std::min(other.blank.cost, other.letter.cost);
        return here != there ? here < there : edge < other.edge;
    }
};

// Tokens by their edges: a hash table with open addresses.
class Tokens {
public:
    const std::vector<Token>& all() const { return tokens_; }

    // Lets paths along an edge take the places of those that cost more.
    void keep(std::size_t edge, const Path& blank, const Path& letter) {
        Token* const old = find(edge);
        if (old == nullptr) {
            add({edge, blank, letter});
            return;
        }
        if (blank < old->blank) old->blank = blank;
        if (letter < old->letter) old->letter = letter;
    }

    // Keeps the cheapest ones, so many; of equals those of lower edges. None is found afterwards.
    void prune(std::size_t most) {
        if (tokens_.size() <= most) return;
        const auto end = tokens_.begin() + static_cast<std::ptrdiff_t>(most);
        std::nth_element(tokens_.begin(), end, tokens_.end());
        tokens_.erase(end, tokens_.end());
    }

    void clear() {
        tokens_.clear();
        std::fill(slots_.begin(), slots_.end(), 0);
    }

private:
    std::size_t& slot_of(std::size_t edge) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = edge * 0x9E3779B1U & mask;
        while (slots_[at] != 0 && tokens_[slots_[at] - 1].edge != edge) at = (at + 1) & mask;
        return slots_[at];
    }
    Token* find(std::size_t edge) {
        const std::size_t number = slot_of(edge);
        return number == 0 ? nullptr : &tokens_[number - 1];
    }
    void add(const Token& token) {
        tokens_.push_back(token);
        if (2 * tokens_.size() <= slots_.size()) {
            slot_of(token.edge) = tokens_.size();
            return;
        }
        slots_.assign(2 * slots_.size(), 0);
        for (std::size_t i = 0; i < tokens_.size(); ++i) slot_of(tokens_[i].edge) = i + 1;
    }

    std::vector<Token> tokens_;
    std::vector<std::size_t> slots_ = std::vector<std::size_t>(256);  // a token's number from 1 on
};

class Search {
public:
    Search(const Lexicon& lexicon, const Numbers& n) : edges_(lexicon.edges), n_(n) {
        costs_.fill(NEVER);
    }

    void step(NearRange letters, std::int64_t blank) {
        for (const Near& near : letters) {
            std::int64_t& cost = costs_[near.label];
            cost = std::min<std::int64_t>(cost, near.cost);  // small or capital
        }
        moved_.clear();
        for (const Token& token : tokens_.all()) move(token, blank);
        if (start_.cost <= n_.NEAR_COST) {
            enter(0, NO_LETTER, start_, start_);
            start_ = start_.costing(start_.cost + blank);
        }
        moved_.prune(static_cast<std::size_t>(n_.LEXICON_TOKENS));
        std::swap(tokens_, moved_);
        for (const Near& near : letters) costs_[near.label] = NEVER;
    }

    std::optional<FoundWord> best() const {
        Path best;
        std::int64_t rarity = NEVER;
        for (const Token& token : tokens_.all()) {
            const std::int64_t rank = edges_[token.edge].rank();
            if (rank == 0) continue;
            const std::int64_t rarer = n_.LEXICON_RARE_COST * (rank - 1);
            const Path path = token.free().costing(token.free().cost + rarer);
            if (rarity < NEVER && !(path < best)) continue;
            best = path;
            rarity = rarer;
        }
        if (rarity == NEVER) return std::nullopt;
        const auto end = best.letters.begin() + static_cast<std::ptrdiff_t>(best.length);
        return FoundWord{{best.letters.begin(), end}, rarity};
    }

private:
    static constexpr std::size_t NO_LETTER = Lexicon::LETTERS;

    // Stays on a token's edge, and goes on to those after it.
    void move(const Token& token, std::int64_t blank) {
        const Path& free = token.free();
        const Edge& edge = edges_[token.edge];
        const std::int64_t rest = free.cost + blank;
        const std::int64_t stay = token.letter.cost + costs_[edge.letter()];
        if (rest <= n_.NEAR_COST || stay <= n_.NEAR_COST) {
            moved_.keep(token.edge, free.costing(rest), token.letter.costing(stay));
        }
        if (edge.child() != 0) enter(edge.child(), edge.letter(), free, token.blank);
    }

    // Goes on to a node's edges: after a blank if it is the same letter once more.
    void enter(std::size_t at, std::size_t own, const Path& free, const Path& blank) {
        for (bool more = true; more; ++at) {
            const std::size_t letter = edges_[at].letter();
            const Path& before = letter == own ? blank : free;
            const std::int64_t cost = before.cost + costs_[letter];
            if (cost <= n_.NEAR_COST) moved_.keep(at, {}, before.with(letter, cost));
            more = !edges_[at].is_last();
        }
    }

    const std::vector<Edge>& edges_;
    const Numbers& n_;
    std::array<std::int64_t, Lexicon::LETTERS> costs_;  // of the letters at a step
    Path start_{0, 0, {}};                              // of blanks alone
    Tokens tokens_, moved_;
};

}  // namespace

std::optional<FoundWord> cheapest_word(const NearClasses& letters,
                                       const std::vector<std::int64_t>& blanks,
                                       const Lexicon& lexicon, const Numbers& n) {
    Search search(lexicon, n);
    for (std::size_t t = 0; t < blanks.size(); ++t) search.step(letters.of(t), blanks[t]);
    return search.best();
}

}  // namespace pocket_ocr
