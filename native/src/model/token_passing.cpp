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

    bool operator<(const Path& other) const {
        if (cost != other.cost) return cost < other.cost;
        return std::lexicographical_compare(
            letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(length),
            other.letters.begin(),
            other.letters.begin() + static_cast<std::ptrdiff_t>(other.length));
    }

    // Becomes another one at a cost, with a letter more, if that is less than this.
    void lower(const Path& other, std::int64_t cost_now, std::optional<std::size_t> letter = {}) {
        if (cost_now > cost) return;
        Path path = other;
        path.cost = cost_now;
        if (letter) path.letters[path.length++] = static_cast<std::uint8_t>(*letter);
        if (path < *this) *this = path;
    }
};

// The cheapest paths that lead along an edge: one that ends in a blank, one in its letter.
struct Token {
    explicit Token(std::size_t its_edge) : edge(its_edge) {}

    const Path& free() const { return letter < blank ? letter : blank; }

    std::size_t edge;
    Path blank, letter;
};

// Tokens by their edges: a hash table with open addresses.
class Tokens {
public:
    const std::vector<Token>& all() const { return tokens_; }

    // The token of an edge; a new one has no paths.
    Token& of(std::size_t edge) {
        std::size_t* slot = &slot_of(edge);
        if (*slot == 0) {
            if (2 * tokens_.size() >= slots_.size()) {
                grow();
                slot = &slot_of(edge);
            }
            tokens_.emplace_back(edge);
            *slot = tokens_.size();
        }
        return tokens_[*slot - 1];
    }

    // Keeps the cheapest ones, so many; of equals those of lower edges. None is found afterwards.
    void prune(std::size_t most) {
        if (tokens_.size() <= most) return;
        order_.clear();
        for (const Token& token : tokens_) order_.push_back(key(token));
        const auto last = order_.begin() + static_cast<std::ptrdiff_t>(most) - 1;
        std::nth_element(order_.begin(), last, order_.end());
        const auto is_dear = [&](const Token& token) { return *last < key(token); };
        tokens_.erase(std::remove_if(tokens_.begin(), tokens_.end(), is_dear), tokens_.end());
    }

    void clear() {
        tokens_.clear();
        std::fill(slots_.begin(), slots_.end(), 0);
    }

private:
    using Key = std::pair<std::int64_t, std::size_t>;

    static Key key(const Token& token) {
        return {std::min(token.blank.cost, token.letter.cost), token.edge};
    }
    std::size_t& slot_of(std::size_t edge) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = edge * 0x9E3779B1U & mask;
        while (slots_[at] != 0 && tokens_[slots_[at] - 1].edge != edge) at = (at + 1) & mask;
        return slots_[at];
    }
    void grow() {
        slots_.assign(2 * slots_.size(), 0);
        for (std::size_t i = 0; i < tokens_.size(); ++i) slot_of(tokens_[i].edge) = i + 1;
    }

    std::vector<Token> tokens_;
    std::vector<std::size_t> slots_ = std::vector<std::size_t>(1024);  // a token's number from 1 on
    std::vector<Key> order_;
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
            start_.cost = start_.cost + blank;
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
            Path path = token.free();
            path.cost += rarer;
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
        if (rest <= n_.NEAR_COST) moved_.of(token.edge).blank.lower(free, rest);
        if (stay <= n_.NEAR_COST) moved_.of(token.edge).letter.lower(token.letter, stay);
        if (edge.child() != 0) enter(edge.child(), edge.letter(), free, token.blank);
    }

    // Goes on to a node's edges: after a blank if it is the same letter once more.
    void enter(std::size_t at, std::size_t own, const Path& free, const Path& blank) {
        for (bool more = true; more; ++at) {
            const std::size_t letter = edges_[at].letter();
            const Path& before = letter == own ? blank : free;
            const std::int64_t cost = before.cost + costs_[letter];
            if (cost <= n_.NEAR_COST) moved_.of(at).letter.lower(before, cost, letter);
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
