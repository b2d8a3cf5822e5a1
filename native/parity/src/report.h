// What was read, and the report of it: see parity/records.py.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/charset.h"
#include "corpus.h"
#include "model/decode.h"
#include "pocket_ocr.h"

namespace pocket_ocr::parity {

struct WordRead {
    std::string text;
    pocket_ocr_quad quad;
    std::int32_t confidence;
};

struct PageRead {
    std::int32_t width, height, rotation;
    std::vector<WordRead> words;
};

// What a model file did so far.
struct Run {
    std::map<std::string, std::string> versions;
    double milliseconds = 0;  // that the net took for the tiles
    float golden_error = 0;
    std::vector<std::vector<Char>> tiles;
    std::vector<std::optional<PageRead>> pages;  // of the corpus, in its order
};

// Where and with what it was done.
struct Subject {
    std::string runtime, device, weights;
    pocket_ocr_model model;
};

// The report's JSON of a run in which nothing is missing.
std::string report_json(const Run& run, const Subject& subject, const Corpus& corpus,
                        const Charset& charset);

}  // namespace pocket_ocr::parity
