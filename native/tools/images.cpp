#include "images.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "exif.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_PNM
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop

namespace {

using pocket_ocr::Numbers;

bool is_jpeg(const Bytes& file) { return file.size() > 2 && file[0] == 0xFF && file[1] == 0xD8; }

// Decoders fill up what is missing of a truncated JPEG; its end marker tells.
bool is_complete(const Bytes& jpeg) {
    constexpr std::array<std::uint8_t, 2> END{0xFF, 0xD9};
    const auto tail = jpeg.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(jpeg.size(), 65536));
    return std::search(tail, jpeg.end(), END.begin(), END.end()) != jpeg.end();
}

// Where the pixel (x, y) of an image of w x h as stored goes in the upright one.
struct Place {
    int x, y;
};
Place upright(int orientation, int x, int y, int w, int h) {
    switch (orientation) {
        case 2: return {w - 1 - x, y};
        case 3: return {w - 1 - x, h - 1 - y};
        case 4: return {x, h - 1 - y};
        case 5: return {y, x};
        case 6: return {h - 1 - y, x};
        case 7: return {h - 1 - y, w - 1 - x};
        case 8: return {y, w - 1 - x};
        default: return {x, y};
    }
}

Pixels turned(const Pixels& stored, int orientation) {
    if (orientation == 1) return stored;
    const bool lies = orientation >= 5;
    Pixels result{Bytes(stored.bytes.size()), lies ? stored.height : stored.width,
                  lies ? stored.width : stored.height, stored.channels};
    const auto channels = static_cast<std::size_t>(stored.channels);
    const std::uint8_t* from = stored.bytes.data();
    for (int y = 0; y < stored.height; ++y) {
        for (int x = 0; x < stored.width; ++x, from += channels) {
            const Place to = upright(orientation, x, y, stored.width, stored.height);
            const std::size_t pixel = static_cast<std::size_t>(to.y) *
                                          static_cast<std::size_t>(result.width) +
                                      static_cast<std::size_t>(to.x);
            std::copy_n(from, channels, result.bytes.begin() + static_cast<std::ptrdiff_t>(pixel * channels));
        }
    }
    return result;
}

}  // namespace

pocket_ocr_image Pixels::view() const {
    const std::size_t stride = static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    const std::int32_t format = channels == 1   ? POCKET_OCR_GRAY8
                                : channels == 3 ? POCKET_OCR_RGB888
                                                : POCKET_OCR_RGBA8888;
    return {bytes.data(), bytes.size(), stride, width, height, format};
}

Pixels read_image(const std::string& path, const Numbers& n) {
    const Bytes file = read_file(path, std::min<std::int64_t>(n.MAX_FILE_BYTES, INT32_MAX));
    const auto size = static_cast<int>(file.size());
    int width = 0, height = 0, channels = 0;
    if (stbi_info_from_memory(file.data(), size, &width, &height, &channels) == 0) {
        throw UserError(path + ": not a PNG, JPEG, or binary PGM or PPM; convert it to PNG");
    }
    if (std::int64_t{width} * height > n.MAX_PIXELS) {
        throw UserError(path + ": the image has " + std::to_string(width) + " x " +
                        std::to_string(height) + " pixels, more than " +
                        std::to_string(n.MAX_PIXELS) + ": scale it down");
    }
    const bool jpeg = is_jpeg(file);
    if (jpeg && !is_complete(file)) {
        throw UserError(path + ": the file is truncated; copy it again");
    }
    // A JPEG's luma alone will do; grey with alpha becomes RGBA.
    const int wanted = jpeg ? 1 : channels == 2 ? 4 : channels;
    Pixels pixels{{}, width, height, wanted};
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                              static_cast<std::size_t>(wanted);
    int w = 0, h = 0, found = 0;
    if (stbi_is_16_bit_from_memory(file.data(), size) != 0) {
        const std::unique_ptr<stbi_us, decltype(&std::free)> wide(
            stbi_load_16_from_memory(file.data(), size, &w, &h, &found, wanted), &std::free);
        if (wide) {
            pixels.bytes.resize(count);
            std::transform(wide.get(), wide.get() + count, pixels.bytes.begin(),
                           [](stbi_us value) { return static_cast<std::uint8_t>(value >> 8); });
        }
    } else {
        const std::unique_ptr<stbi_uc, decltype(&std::free)> narrow(
            stbi_load_from_memory(file.data(), size, &w, &h, &found, wanted), &std::free);
        if (narrow) pixels.bytes.assign(narrow.get(), narrow.get() + count);
    }
    if (pixels.bytes.empty()) {
        throw UserError(path + ": cannot be decoded (" + stbi_failure_reason() +
                        "); copy it again, or convert it to PNG");
    }
    return turned(pixels, jpeg ? exif_orientation(file) : 1);
}
