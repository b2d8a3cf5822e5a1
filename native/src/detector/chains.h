// Chains: characters strung to their neighbours, left to right. Mirrors detector/chains.py.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "detector/box.h"

namespace pocket_ocr {

// Numbers of things in a list of them.
using Indices = std::vector<std::int32_t>;

// What neighbours in a row have in common.
//
// gap_q8: how far apart they may lie, in heights of the higher one; ratio_q8: how much their
// heights may differ; drift_q8: how far their bottoms may differ, in heights of the higher one.
struct LinkRule {
    std::int64_t gap_q8, ratio_q8, drift_q8;
};

// The right neighbour of each of N things in a row, or -1.
//
// `tail` and `head` are the boxes that count when a thing is the left one and the right one of a
// pair; a character's own box is both. Two are linked if each is the nearest of the other on that
// side among those of a like height that stand at a like level.
Indices link(const Boxes& tail, const Boxes& head, const LinkRule& rule, const Numbers& n);

// Chains, each the numbers of its members from left to right, by its first one.
std::vector<Indices> chains(const Indices& neighbour);

}  // namespace pocket_ocr
