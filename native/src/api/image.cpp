#include <optional>

#include "api/border.h"
#include "contract/errors.h"

namespace pocket_ocr {
namespace {

bool little_endian() {
    const std::uint32_t one = 1;
    return *reinterpret_cast<const unsigned char*>(&one) == 1;
}

std::optional<PixelLayout> layout_of(std::int32_t format) {
    switch (format) {
        case POCKET_OCR_GRAY8: return PixelLayout{1, 0, 0, 0, -1};
        case POCKET_OCR_RGB888: return PixelLayout{3, 0, 1, 2, -1};
        case POCKET_OCR_BGR888: return PixelLayout{3, 2, 1, 0, -1};
        case POCKET_OCR_RGBA8888: return PixelLayout{4, 0, 1, 2, 3};
        case POCKET_OCR_BGRA8888: return PixelLayout{4, 2, 1, 0, 3};
        case POCKET_OCR_ARGB_INT:
            return little_endian() ? PixelLayout{4, 2, 1, 0, 3} : PixelLayout{4, 1, 2, 3, 0};
        default: return std::nullopt;
    }
}

}  // namespace

Image checked_image(const pocket_ocr_image* image) {
    require_argument(image != nullptr, "image is NULL");
    const std::optional<PixelLayout> layout = layout_of(image->format);
    require_argument(layout.has_value(), "image.format is none of pocket_ocr_format");
    if (image->width <= 0 || image->height <= 0) throw ImageError("the image has no pixels");
    require_argument(image->pixels != nullptr, "image.pixels is NULL");
    // In 64 bit: a row's bytes need not fit into a size_t of 32.
    const auto rows = static_cast<std::uint64_t>(image->height) - 1;
    const std::uint64_t row = static_cast<std::uint64_t>(image->width) *
                              static_cast<std::uint64_t>(layout->bytes);
    require_argument(image->stride >= row, "image.stride is less than the bytes of a row");
    const bool fits = image->size >= row && rows <= (image->size - row) / image->stride;
    require_argument(fits, "image.size is less than height rows of stride bytes");
    return {static_cast<const std::uint8_t*>(image->pixels), image->stride, image->width,
            image->height, *layout};
}

}  // namespace pocket_ocr

using namespace pocket_ocr;

extern "C" pocket_ocr_status pocket_ocr_grey(const pocket_ocr_image* image, std::uint8_t* grey,
                                             std::size_t capacity, pocket_ocr_error* error) {
    return guarded(error, [&] {
        const Image checked = checked_image(image);
        require_argument(grey != nullptr, "grey is NULL");
        const auto pixels = static_cast<std::uint64_t>(checked.width) *
                            static_cast<std::uint64_t>(checked.height);
        require_argument(capacity >= pixels, "capacity is less than width x height");
        grey_pixels(checked, grey);
    });
}
