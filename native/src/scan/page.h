// What was read on a page: blocks of lines of words of characters, in reading order. Mirrors
// scan/page.py.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace pocket_ocr {

// x0, y0 … x3, y3: top left, top right, bottom right, bottom left as the text is read; whole
// pixels of the page as it was given.
using Quad = std::array<std::int64_t, 8>;

// A character, UTF-8, with a confidence in per mille, as all of them.
struct PageChar {
    std::string text;
    Quad quad;
    std::int64_t confidence;
};

// Characters without a space between them.
struct PageWord {
    Quad quad;
    std::int64_t confidence;
    std::vector<PageChar> chars;

    std::string text() const;
};

// Words that stand side by side in a block.
struct PageLine {
    Quad quad;
    std::int64_t confidence;
    bool light_on_dark;
    std::vector<PageWord> words;

    // The words, one space between them.
    std::string text() const;
};

// Lines one below the other: a column, a paragraph, a cell, a receipt's items.
struct PageBlock {
    Quad quad;
    std::vector<PageLine> lines;

    // The lines, one below the other.
    std::string text() const;
};

// A page that was read.
struct Page {
    std::int64_t width, height;
    std::int64_t rotation;  // degrees to turn it clockwise so that its text stands upright
    std::vector<PageBlock> blocks;

    // The blocks, an empty line between them; no newline at the end.
    std::string text() const;

    // The page as JSON, with the keys and in the order of the reference.
    std::string json() const;
};

// The upright box around the quads of some words, lines or blocks, at least one.
template <class Parts>
Quad hull(const Parts& parts) {
    Quad box = parts[0].quad;
    std::int64_t left = box[0], top = box[1], right = box[0], bottom = box[1];
    for (const auto& part : parts) {
        for (std::size_t i = 0; i < part.quad.size(); i += 2) {
            left = part.quad[i] < left ? part.quad[i] : left;
            right = part.quad[i] > right ? part.quad[i] : right;
            top = part.quad[i + 1] < top ? part.quad[i + 1] : top;
            bottom = part.quad[i + 1] > bottom ? part.quad[i + 1] : bottom;
        }
    }
    return {left, top, right, top, right, bottom, left, bottom};
}

}  // namespace pocket_ocr
