#include "png.h"

#include <cstdlib>
#include <limits>
#include <memory>

#include "contract/errors.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop

namespace pocket_ocr::parity {

Grey decode_png(const std::string& bytes, const std::string& name) {
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const auto size = static_cast<int>(bytes.size());
    const bool fits = bytes.size() <= std::numeric_limits<int>::max();
    int width = 0, height = 0, channels = 0;
    std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(nullptr, &std::free);
    if (fits && stbi_is_16_bit_from_memory(data, size) == 0) {
        pixels.reset(stbi_load_from_memory(data, size, &width, &height, &channels, 0));
    }
    if (!pixels || channels != 1) {
        throw ImageError("the corpus' " + name +
                         " is not a whole 8-bit grey PNG: copy parity/data once more");
    }
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return {{pixels.get(), pixels.get() + count}, width, height};
}

}  // namespace pocket_ocr::parity
