// The word of a lexicon whose path through some time steps costs least (S. Young et al., "Token
// Passing", 1989). Mirrors _cheapest of model/correction.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "contract/lexicon.h"
#include "contract/numbers.h"
#include "model/decode.h"

namespace pocket_ocr {

constexpr std::int64_t NEVER = 1 << 30;  // the cost of what is not near, in 1/1024 nat

struct FoundWord {
    std::vector<std::size_t> letters;  // their numbers
    std::int64_t rarity;               // what it costs beside its path
};

// The word that costs least, its rarity counted; of equals the first by its letters. `letters`:
// those of the lexicon that are near at each step, in place of classes; `blanks`: what the blank
// costs at each.
std::optional<FoundWord> cheapest_word(const NearClasses& letters,
                                       const std::vector<std::int64_t>& blanks,
                                       const Lexicon& lexicon, const Numbers& n);

}  // namespace pocket_ocr
