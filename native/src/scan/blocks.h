// The lines that were read as blocks in reading order. Mirrors the end of scan/reading.py.
#pragma once

#include <vector>

#include "contract/numbers.h"
#include "scan/closer.h"
#include "scan/joining.h"
#include "scan/page.h"

namespace pocket_ocr {

// Blocks of the words of a page's lines, of which `words` are; lines without words that are sure
// enough are left out.
std::vector<PageBlock> blocks_of(const std::vector<ReadLine>& lines, LineWords words,
                                 const Numbers& n);

}  // namespace pocket_ocr
