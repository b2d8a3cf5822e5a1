#include "contract/lexicon.h"

#include <algorithm>
#include <string>

#include "contract/errors.h"

namespace pocket_ocr {
namespace {

constexpr std::string_view MAGIC = "PLEX";
constexpr std::uint32_t VERSION = 1;
constexpr std::size_t HEADER = 12;  // bytes: magic, version, letters, edges
constexpr std::size_t NODES = 1 << 22;

[[noreturn]] void refuse(const std::string& what) {
    throw LexiconError("the lexicon is damaged: " + what + "; copy its file again");
}

// Numbers of a file, one after the other; the lowest byte first.
class Bytes {
public:
    Bytes(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

    std::uint32_t next(int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            value |= std::uint32_t{static_cast<unsigned char>(bytes_[at_++])} << 8 * i;
        }
        return value;
    }

private:
    std::string_view bytes_;
    std::size_t at_;
};

bool is_surrogate(char32_t code) { return 0xD800 <= code && code < 0xE000; }

// Refuses edges that lead back or out of the graph, nodes that hold a letter twice, and words that
// are too long.
void check(const Lexicon& lexicon) {
    const auto& edges = lexicon.edges;
    std::vector<std::uint8_t> longest(edges.size());  // word from an edge or one after it on
    if (!edges.back().is_last()) refuse("it ends within a node");
    for (std::size_t i = edges.size(); i-- > 0;) {
        const Edge& edge = edges[i];
        const std::size_t child = edge.child();
        const bool leads = child == 0 || (i < child && child < edges.size() &&
                                          edges[child - 1].is_last());
        const bool rises = edge.is_last() || edge.letter() < edges[i + 1].letter();
        if (edge.letter() >= lexicon.alphabet.size() || !leads || !rises) {
            refuse("edge " + std::to_string(i));
        }
        const std::size_t letters =
            std::min(1 + (child > 0 ? longest[child] : std::size_t{0}), Lexicon::LONGEST + 1);
        longest[i] = static_cast<std::uint8_t>(
            edge.is_last() ? letters : std::max<std::size_t>(letters, longest[i + 1]));
    }
    if (longest[0] > Lexicon::LONGEST) refuse("a word is too long");
}

}  // namespace

bool is_letter_or_digit(char32_t character) {
    return is_letter(character) || (U'0' <= character && character <= U'9');
}

bool is_letter(char32_t character) {
    if (character < 0xC0) {
        return (U'A' <= character && character <= U'Z') || (U'a' <= character && character <= U'z');
    }
    const bool is_sign = 0x2000 <= character && character < 0x2C00;
    return character != 0xD7 && character != 0xF7 && !is_sign;
}

std::int64_t Lexicon::rank(const std::vector<std::size_t>& word) const {
    std::size_t at = 0;
    std::int64_t found = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0 && at == 0) return 0;
        while (edges[at].letter() != word[i]) {
            if (edges[at++].is_last()) return 0;
        }
        found = edges[at].rank();
        at = edges[at].child();
    }
    return found;
}

Lexicon parse_lexicon(std::string_view bytes) {
    if (bytes.size() < HEADER || bytes.substr(0, MAGIC.size()) != MAGIC) {
        throw LexiconError("this is not a lexicon; take the file that the manifest names");
    }
    Bytes header(bytes, MAGIC.size());
    const std::uint32_t version = header.next(2);
    if (version != VERSION) {
        throw LexiconError("the lexicon is of version " + std::to_string(version) +
                           ", this library reads " + std::to_string(VERSION) +
                           "; use a bundle and a library of the same release");
    }
    const std::size_t letters = header.next(2), count = header.next(4);
    if (letters < 1 || letters > Lexicon::LETTERS || count < 1 || count >= NODES) {
        refuse(std::to_string(letters) + " letters, " + std::to_string(count) + " edges");
    }
    if (bytes.size() != HEADER + 4 * letters + 4 * count) {
        refuse("it has " + std::to_string(bytes.size()) + " bytes");
    }
    Lexicon lexicon;
    Bytes rest(bytes, HEADER);
    for (std::size_t i = 0; i < letters; ++i) {
        const char32_t small = rest.next(2), capital = rest.next(2);
        if (is_surrogate(small) || is_surrogate(capital)) refuse("a letter is none");
        lexicon.alphabet.push_back({small, capital});
    }
    lexicon.edges.reserve(count);
    for (std::size_t i = 0; i < count; ++i) lexicon.edges.push_back({rest.next(4)});
    check(lexicon);
    return lexicon;
}

}  // namespace pocket_ocr
