// A bundle's golden vectors: tiles, and the logits of the reference in a safetensors file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/engine.h"

namespace pocket_ocr::parity {

struct Goldens {
    std::vector<std::uint8_t> tiles;  // [count, STRIP_HEIGHT, tile width]
    std::vector<float> logits;        // [count, steps, classes]
    std::size_t count;
};

// The golden vectors in a file's bytes. Throws ContractError if it is no such file, or one of
// another model.
Goldens parse_goldens(const std::string& bytes, const Engine& engine);

}  // namespace pocket_ocr::parity
