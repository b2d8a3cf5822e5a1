// Images of any size, stride, format and rotation, as a caller may describe them, right or wrong.
#include <algorithm>

#include "harness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::int32_t MOST = 96;
    Input input(data, size);
    pocket_ocr_image image{};
    image.format = input.byte() % 8;  // 1 to 6 exist
    image.width = input.byte() % (MOST + 1);
    image.height = input.byte() % (MOST + 1);
    const std::int32_t rotation = static_cast<std::int32_t>(input.byte() % 7) * 90 - 90;
    const std::int32_t turn = rotation == -90 ? POCKET_OCR_ROTATION_AUTO : rotation;
    const bool honest = input.byte() % 8 != 0;
    const std::uint8_t padding = input.byte();
    LogitsOf logits_of = spelled(input);

    // What is described truly lies in memory to the byte, so that reading beyond it is found.
    const std::size_t bytes = image.format == POCKET_OCR_GRAY8 ? 1 : image.format <= 3 ? 3 : 4;
    const std::size_t row = static_cast<std::size_t>(image.width) * bytes;
    image.stride = honest ? row + padding : input.number(4);
    std::size_t all = image.height > 0 ? row + (static_cast<std::size_t>(image.height) - 1) * image.stride : 0;
    if (!honest) all = input.left();
    std::vector<std::uint8_t> pixels(all, 0);
    for (std::size_t i = 0; i < all && input.left() > 0; ++i) {
        pixels[i] = input.data()[i % input.left()];  // again and again, where it is too short
    }
    image.pixels = pixels.data();
    image.size = pixels.size();

    const pocket_ocr_status status = read(shipped_engine(), image, turn, logits_of);
    must(status == POCKET_OCR_OK || status == POCKET_OCR_ARGUMENT || status == POCKET_OCR_IMAGE,
         "an image is read or refused");

    pocket_ocr_error error;
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(image.width * image.height));
    const std::size_t capacity = honest ? grey.size() : std::min<std::size_t>(grey.size(), padding);
    pocket_ocr_grey(&image, grey.data(), capacity, &error);
    must(error.status != POCKET_OCR_INTERNAL, error.message);
    return 0;
}
