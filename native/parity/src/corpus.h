// The committed corpus: see parity/corpus.py and parity/texts.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/engine.h"
#include "png.h"

namespace pocket_ocr::parity {

struct CorpusPage {
    std::string name;
    std::string path;  // of its PNG
    Grey grey;
};

struct Corpus {
    std::string digest;
    std::vector<std::uint8_t> tiles;  // [count, STRIP_HEIGHT, tile width]
    std::size_t count = 0;
    std::vector<CorpusPage> pages;
};

// The corpus in a folder. Throws ArgumentError if a file is missing, ImageError if one is damaged
// or the tiles are not the model's.
Corpus read_corpus(const std::string& folder, const Engine& engine);

}  // namespace pocket_ocr::parity
