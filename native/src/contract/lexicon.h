// The lexicon of a bundle: the words that a doubtful reading is compared with. Mirrors
// contract/lexicon.py, which describes the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pocket_ocr {

// Whether a character can be a part of a word, rather than punctuation or a sign.
bool is_letter_or_digit(char32_t character);

// A-Z, a-z, and what comes from U+00C0 on but times, divide, and U+2000 to U+2BFF.
bool is_letter(char32_t character);

// A letter as a word's rest or its beginning may show it.
struct Letter {
    char32_t small, capital;
};

// An edge of the word graph, as the file holds it.
struct Edge {
    std::uint32_t bits;

    std::size_t letter() const { return bits & 63; }    // its number in the alphabet
    bool is_last() const { return (bits & 64) != 0; }   // of its node
    std::int64_t rank() const { return bits >> 7 & 7; }  // of the word that ends with it; 0: none
    std::size_t child() const { return bits >> 10; }    // first edge of its node; 0: there is none
};

// A word graph, whose root's edges come first.
struct Lexicon {
    static constexpr std::size_t LETTERS = 64;  // of an alphabet at most
    static constexpr std::size_t LONGEST = 64;  // letters of a word at most

    std::vector<Letter> alphabet;
    std::vector<Edge> edges;

    // Rank of a word by its letters' numbers, 1 and up; 0 if it is not in the lexicon.
    std::int64_t rank(const std::vector<std::size_t>& word) const;
};

// A lexicon from a file's bytes. Throws LexiconError if it is none, of another version, or damaged.
Lexicon parse_lexicon(std::string_view bytes);

}  // namespace pocket_ocr
