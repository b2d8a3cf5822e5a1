// Grey PNGs, decoded exactly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pocket_ocr::parity {

struct Grey {
    std::vector<std::uint8_t> pixels;  // [height, width]
    std::int32_t width, height;
};

// The pixels of a grey PNG of 8 bit. Throws ImageError, which names the file, if it is none.
Grey decode_png(const std::string& bytes, const std::string& name);

}  // namespace pocket_ocr::parity
