// Where words part, with a lexicon: a doubtful space gives way if that makes words it knows.
// Mirrors scan/segmentation.py, which tells how.
#pragma once

#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "model/correction.h"
#include "model/decode.h"

namespace pocket_ocr {

// Whether there is a space, at each gap between two characters of a line. `scores`: of the gaps,
// in 1/1024 nat; above 0 where there is a space if no word tells. Without a corrector (nullptr)
// scores decide alone.
std::vector<bool> spaces(const std::vector<Char>& chars, const std::vector<std::int64_t>& scores,
                         const Corrector* corrector, const Numbers& n);

}  // namespace pocket_ocr
