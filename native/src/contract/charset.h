// The characters that the net reads, and the class numbers that it gives them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pocket_ocr {

// Class 0 is CTC's blank; class k >= 1 is characters[k - 1], in UTF-8.
struct Charset {
    std::vector<std::string> characters;
    std::int64_t space;  // class of the space, 0 if there is none

    std::int64_t classes() const { return static_cast<std::int64_t>(characters.size()) + 1; }
    const std::string& character(std::int64_t label) const {
        return characters[static_cast<std::size_t>(label - 1)];
    }
};

// The code point of a character in UTF-8.
char32_t code_point(const std::string& character);

// The charset in a file's bytes, UTF-8 with one newline at its end or none, for a net of so many
// classes. Throws CharsetError if it is not UTF-8, or has another number of characters.
Charset parse_charset(std::string_view bytes, std::int64_t classes);

}  // namespace pocket_ocr
