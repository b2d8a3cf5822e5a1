#include <algorithm>
#include <string>

#include "contract/errors.h"

#include "api/handles.h"

using namespace pocket_ocr;

namespace {

std::optional<int> rotation_of(std::int32_t degrees) {
    if (degrees == POCKET_OCR_ROTATION_AUTO) return std::nullopt;
    require_argument(0 <= degrees && degrees <= 270 && degrees % 90 == 0,
                     "rotation is none of 0, 90, 180, 270 and POCKET_OCR_ROTATION_AUTO");
    return degrees;
}

// Run a step of reading. What stops a page in the middle of one stops it for good.
template <class Step>
pocket_ocr_status advance(pocket_ocr_page* page, pocket_ocr_error* error, Step step) noexcept {
    if (page != nullptr && page->failure) {
        return report(error, page->failure->status, page->failure->message);
    }
    pocket_ocr_error found;
    const pocket_ocr_status status = guarded(&found, step);
    const bool ends = status == POCKET_OCR_CANCELLED || status == POCKET_OCR_MEMORY ||
                      status == POCKET_OCR_INTERNAL;
    if (ends && page != nullptr) page->failure = found;
    return report(error, status, found.message);
}

}  // namespace

extern "C" {

pocket_ocr_status pocket_ocr_page_begin(const pocket_ocr_engine* engine,
                                        const pocket_ocr_image* image, std::int32_t rotation,
                                        pocket_ocr_page** page, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(page != nullptr, "page is NULL");
        *page = nullptr;
        require_argument(engine != nullptr, "engine is NULL");
        const std::optional<int> turn = rotation_of(rotation);
        const Image checked = checked_image(image);
        const std::int64_t pixels = std::int64_t{checked.width} * checked.height;
        if (pixels > engine->shared->numbers.MAX_PIXELS) {
            throw ImageError("the image has " + std::to_string(checked.width) + " x " +
                             std::to_string(checked.height) + " pixels, more than " +
                             std::to_string(engine->shared->numbers.MAX_PIXELS) +
                             ": scale it down");
        }
        const std::int64_t longest = engine->shared->numbers.MAX_SIDE;
        if (std::max(checked.width, checked.height) > longest) {
            throw ImageError("the image has " + std::to_string(checked.width) + " x " +
                             std::to_string(checked.height) + " pixels, a side of more than " +
                             std::to_string(longest) + ": cut it");
        }
        *page = new pocket_ocr_page{{engine->shared, to_grey(checked), turn}, {}, {}, {}};
    });
}

void pocket_ocr_page_close(pocket_ocr_page* page) { delete page; }

pocket_ocr_status pocket_ocr_page_next(pocket_ocr_page* page, const std::uint8_t** tiles,
                                       std::size_t* count, pocket_ocr_error* error) {
    return advance(page, error, [&] {
        require_argument(page != nullptr, "page is NULL");
        require_argument(tiles != nullptr && count != nullptr, "tiles or count is NULL");
        if (page->reader.waits()) {
            throw OrderError("the last tiles wait for their logits: call pocket_ocr_page_give");
        }
        std::size_t found = 0;
        *tiles = page->reader.next(&found);
        *count = found;
    });
}

pocket_ocr_status pocket_ocr_page_give(pocket_ocr_page* page, const float* logits,
                                       std::size_t values, pocket_ocr_error* error) {
    return advance(page, error, [&] {
        require_argument(page != nullptr, "page is NULL");
        require_argument(logits != nullptr, "logits is NULL");
        if (!page->reader.waits()) {
            throw OrderError("no tiles wait for logits: call pocket_ocr_page_next");
        }
        page->reader.give(logits, values);
    });
}

std::int32_t pocket_ocr_page_progress(const pocket_ocr_page* page) {
    return page->reader.progress();
}

void pocket_ocr_page_cancel(pocket_ocr_page* page) { page->reader.cancel(); }

}  // extern "C"
