// Correcting a doubtful word by the lexicon: the likeliest word whose path costs little more.
// Mirrors model/correction.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "contract/charset.h"
#include "contract/lexicon.h"
#include "contract/numbers.h"
#include "model/decode.h"

namespace pocket_ocr {

// A word as the lexicon has it.
struct Checked {
    std::vector<Char> chars;
    std::int64_t bonus;  // by how much it is surer than `word_feature` says
    bool corrected;
};

// A lexicon in the classes of a charset. Does not change once made.
class Corrector {
public:
    Corrector(Lexicon lexicon, const Charset& charset);

    // A word of a reading, with the classes near the best ones; corrected where the lexicon lacks
    // it but another one is likelier. One that is in it, but in a mixed case ("TotAl"), is written
    // in a usual one if that is, too. Punctuation stays, and parts the word ("AMOUNT(RM)").
    Checked check(const Word& word, const Reading& reading, const Numbers& n) const;

    // Rank of the word that characters spell, in any case; 0 if it is not in the lexicon.
    std::int64_t rank(const std::vector<Char>& chars) const;

    bool is_letter(const Char& c) const { return of(c).is_letter; }
    bool is_letter_or_digit(const Char& c) const { return of(c).is_letter_or_digit; }

private:
    static constexpr std::size_t NO_LETTER = Lexicon::LETTERS;

    // What a class stands for.
    struct Class {
        bool is_letter, is_letter_or_digit;
        std::size_t letter = NO_LETTER;  // of the lexicon
    };

    // The classes of a letter of the lexicon, 0 where the charset lacks it.
    struct LetterClasses {
        std::int64_t small, capital;
    };

    // A run of letters and digits of a word, and the steps to read them in.
    struct Core {
        std::vector<Char> chars;
        std::size_t first;        // of these among the word's
        std::int64_t start, end;  // steps, the end exclusive
    };

    const Class& of(const Char& c) const { return classes_[static_cast<std::size_t>(c.label)]; }
    std::vector<Core> cores_of(const Word& word) const;
    std::pair<std::vector<Char>, std::int64_t> part(const Core& core, const Reading& reading,
                                                    const Numbers& n) const;
    bool looks_like_word(const std::vector<Char>& chars, const Numbers& n) const;
    std::vector<Char> correct(const Core& core, const Reading& reading, const Numbers& n) const;
    std::vector<Char> recase(const Core& core, const Reading& reading, const Numbers& n) const;
    std::vector<Char> spelt(const std::vector<std::size_t>& word, std::int64_t most,
                            std::int64_t start, const std::vector<std::int64_t>& blanks,
                            const Reading& reading) const;
    std::vector<std::int64_t> blanks_of(const Core& core, const Reading& reading) const;
    std::vector<std::size_t> letters_of(const std::vector<Char>& chars) const;
    std::vector<std::vector<std::int64_t>> cased(const std::vector<std::size_t>& word) const;

    Lexicon lexicon_;
    std::vector<Class> classes_;            // by class
    std::vector<LetterClasses> letters_;    // by letter
    std::int64_t space_;                    // class of the space, 0 if there is none
};

}  // namespace pocket_ocr
