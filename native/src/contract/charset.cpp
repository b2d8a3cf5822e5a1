#include "contract/charset.h"

#include <algorithm>

#include "contract/errors.h"

namespace pocket_ocr {
namespace {

// Bytes of the character that begins at `at`; 0 if it is not well-formed (Unicode, table 3-7).
std::size_t length_at(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0;
    };
    const unsigned first = byte(0), second = byte(1);
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    if (first < 0x80) return 1;
    if (0xC2 <= first && first <= 0xDF && continues(1)) return 2;
    if (0xE0 <= first && first <= 0xEF && continues(1) && continues(2)) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (0xF0 <= first && first <= 0xF4 && continues(1) && continues(2) && continues(3)) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool beyond = first == 0xF4 && second >= 0x90;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

}  // namespace

char32_t code_point(const std::string& character) {
    constexpr unsigned FIRST_BITS[] = {0, 0x7F, 0x1F, 0x0F, 0x07};  // by length
    const std::size_t length = character.size();
    char32_t code = static_cast<unsigned char>(character[0]) & FIRST_BITS[length];
    for (std::size_t i = 1; i < length; ++i) {
        code = code << 6 | (static_cast<unsigned char>(character[i]) & 0x3F);
    }
    return code;
}

Charset parse_charset(std::string_view bytes, std::int64_t classes) {
    if (!bytes.empty() && bytes.back() == '\n') bytes.remove_suffix(1);
    Charset charset{{}, 0};
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = length_at(bytes, at);
        if (length == 0) throw CharsetError("the charset is not UTF-8; copy its file again");
        if (bytes[at] == '\0') throw CharsetError("the charset holds a zero byte");
        charset.characters.emplace_back(bytes.substr(at, length));
        at += length;
    }
    if (charset.classes() != classes) {
        throw CharsetError("the model has " + std::to_string(classes) + " classes, but the charset " +
                           std::to_string(charset.characters.size()) +
                           " characters and there is one blank; take both from one bundle");
    }
    const auto& all = charset.characters;
    const auto found = std::find(all.begin(), all.end(), " ");
    if (found != all.end()) charset.space = 1 + (found - all.begin());
    return charset;
}

}  // namespace pocket_ocr
