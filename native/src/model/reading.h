// The readings of a strip's tiles stitched together. Mirrors model/reading.py.
#pragma once

#include <cstdint>
#include <vector>

#include "detector/tiles.h"
#include "model/engine.h"

namespace pocket_ocr {

// A word of a strip, as far as it tells how surely the strip was read.
struct ReadWord {
    std::int64_t characters;
    std::int64_t confidence;  // calibrated, in per mille
};

// What stands on a strip.
struct StripReading {
    std::vector<ReadWord> words;
    Reading reading;                    // the decoded steps of all tiles, one after the other
    std::vector<std::int32_t> columns;  // strip column at which each of these steps begins
    std::vector<std::int64_t> cuts;     // steps with which a tile begins that does not overlap
};

// The readings of a strip's tiles, one or more, as one.
//
// Where two tiles overlap, the left one counts up to a seam between characters and the right one
// from there on. Without an overlap all steps of both count, and a gap as wide as a space puts one
// at the cut, since neither tile shows it between characters.
StripReading stitch(const std::vector<Tile>& tiles, const std::vector<Reading>& readings,
                    const Engine& engine);

}  // namespace pocket_ocr
