// Every number that both Python and a device must know. None has a value here: a bundle's manifest
// gives them (contract/numbers.py, finding.py and joining.py wrote it).
#pragma once

#include <cstdint>

namespace pocket_ocr {

// All integers. Suffixes name the fixed-point format: `_Q8` is in 1/256, `_Q16` in 1/65536.
struct Numbers {
#define POCKET_OCR_NUMBER(name) std::int64_t name = 0;
#include "contract/numbers.inc"
#undef POCKET_OCR_NUMBER
};

struct NumberField {
    const char* name;
    std::int64_t Numbers::* value;
};

// For whoever fills Numbers by name.
inline constexpr NumberField NUMBER_FIELDS[] = {
#define POCKET_OCR_NUMBER(name) {#name, &Numbers::name},
#include "contract/numbers.inc"
#undef POCKET_OCR_NUMBER
};

}  // namespace pocket_ocr
