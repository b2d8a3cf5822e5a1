// Characters: of each branch of the region tree the outermost region that can be one. Mirrors
// detector/characters.py.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "detector/regions.h"

namespace pocket_ocr {

// Boxes and areas of some regions.
struct Chosen {
    Boxes box;
    std::vector<std::int64_t> area;
};

// Regions of one polarity that can be characters, in the order of their numbers.
//
// A region that two or more characters inside it explain better gives way to them: touching
// letters, lines that a stroke ties together.
Chosen choose_characters(const Regions& regions, const Numbers& n);

// Boxes of the characters, dark and light, that are not holes of the other polarity's.
//
// A region inside the box of one of the other polarity is a hole (the inside of an o), unless the
// outer one is the paper that several letters stand on: almost solid. The work image has
// `width` x `height` pixels.
std::array<Boxes, 2> drop_counters(const std::array<Chosen, 2>& chosen, std::int64_t width,
                                   std::int64_t height, const Numbers& n);

}  // namespace pocket_ocr
