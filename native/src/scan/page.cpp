#include "scan/page.h"

#include <nlohmann/json.hpp>

namespace pocket_ocr {
namespace {

using nlohmann::ordered_json;

template <class Parts>
std::string joined(const Parts& parts, const char* between) {
    std::string text;
    for (const auto& part : parts) {
        if (&part != &parts.front()) text += between;
        text += part.text();
    }
    return text;
}

ordered_json as_json(const PageWord& word) {
    ordered_json chars = ordered_json::array();
    for (const PageChar& c : word.chars) {
        chars.push_back({{"text", c.text}, {"quad", c.quad}, {"confidence", c.confidence}});
    }
    return {{"text", word.text()},
            {"quad", word.quad},
            {"confidence", word.confidence},
            {"chars", std::move(chars)}};
}

ordered_json as_json(const PageLine& line) {
    ordered_json words = ordered_json::array();
    for (const PageWord& word : line.words) words.push_back(as_json(word));
    return {{"text", line.text()},
            {"quad", line.quad},
            {"confidence", line.confidence},
            {"light_on_dark", line.light_on_dark},
            {"words", std::move(words)}};
}

}  // namespace

std::string PageWord::text() const {
    std::string text;
    for (const PageChar& c : chars) text += c.text;
    return text;
}

std::string PageLine::text() const { return joined(words, " "); }

std::string PageBlock::text() const { return joined(lines, "\n"); }

std::string Page::text() const { return joined(blocks, "\n\n"); }

std::string Page::json() const {
    // Line by line: the whole page as a tree of values would take many times its text's memory.
    std::string text = "{\"width\":" + std::to_string(width) +
                       ",\"height\":" + std::to_string(height) +
                       ",\"rotation\":" + std::to_string(rotation) + ",\"blocks\":[";
    for (const PageBlock& block : blocks) {
        if (&block != &blocks.front()) text += ",";
        text += "{\"quad\":" + ordered_json(block.quad).dump() + ",\"lines\":[";
        for (const PageLine& line : block.lines) {
            if (&line != &block.lines.front()) text += ",";
            text += as_json(line).dump();
        }
        text += "]}";
    }
    return text + "]}";
}

}  // namespace pocket_ocr
