// Logits of any bit pattern, in any number, with cancelling and calls out of order in between.
#include <cstring>
#include <memory>

#include "harness.h"

namespace {

// Floats whose bits are the input's, again and again.
void fill(float* logits, std::size_t values, const Input& input) {
    for (std::size_t i = 0; i < values; ++i) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            bits = bits << 8 | input.data()[(4 * i + k) % input.left()];
        }
        std::memcpy(&logits[i], &bits, sizeof bits);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 8) return 0;
    Input input(data, size);
    const std::uint8_t action = input.byte();
    const std::uint8_t at = input.byte() % 8;  // the round in which it is taken
    LogitsOf spelling = spelled(input);
    const pocket_ocr_engine* engine = shipped_engine();
    const pocket_ocr_facts facts = pocket_ocr_engine_facts(engine);
    const auto tile = static_cast<std::size_t>(facts.steps) * static_cast<std::size_t>(facts.classes);
    std::vector<float> logits(tile);
    pocket_ocr_error error;

    fill(logits.data(), tile, input);
    char text[64];
    std::size_t length = 0;
    if (pocket_ocr_engine_decode(engine, logits.data(), tile, text, action % sizeof text, &length,
                                 &error) != POCKET_OCR_OK) {
        must(error.status == POCKET_OCR_LOGITS, error.message);
    }

    static const Drawing drawing = drawn_page();
    const pocket_ocr_image image = drawing.view();
    pocket_ocr_page* opened = nullptr;
    must(pocket_ocr_page_begin(engine, &image, POCKET_OCR_ROTATION_AUTO, &opened, &error) ==
             POCKET_OCR_OK,
         error.message);
    const std::unique_ptr<pocket_ocr_page, decltype(&pocket_ocr_page_close)> page(
        opened, &pocket_ocr_page_close);
    bool cancelled = false;
    for (int round = 0;; ++round) {
        const std::uint8_t* tiles = nullptr;
        std::size_t count = 0;
        const pocket_ocr_status next = pocket_ocr_page_next(opened, &tiles, &count, &error);
        if (cancelled) {
            must(next == POCKET_OCR_CANCELLED, "a cancelled page stays so");
            break;
        }
        must(next == POCKET_OCR_OK, error.message);
        if (count == 0) break;
        const bool now = round == at;
        if (now && action % 4 == 1) {
            pocket_ocr_page_cancel(opened);
            cancelled = true;
        }
        if (now && action % 4 == 2) {
            must(pocket_ocr_page_next(opened, &tiles, &count, &error) == POCKET_OCR_ORDER,
                 "no tiles before the last ones are answered");
        }
        logits.resize(count * tile);
        fill(logits.data(), logits.size(), input);
        const std::size_t fewer = now && action % 4 == 3 ? logits.size() - 1 : logits.size();
        const pocket_ocr_status given =
            pocket_ocr_page_give(opened, logits.data(), fewer, &error);
        if (given != POCKET_OCR_LOGITS) {
            must(given == (cancelled ? POCKET_OCR_CANCELLED : POCKET_OCR_OK), error.message);
            continue;
        }
        for (std::size_t i = 0; i < count; ++i) spelling(&logits[i * tile], tile);
        must(pocket_ocr_page_give(opened, logits.data(), logits.size(), &error) == POCKET_OCR_OK,
             "the same tiles may be answered once more");
    }
    pocket_ocr_result result;
    const pocket_ocr_status found = pocket_ocr_page_result(opened, &result, &error);
    must(found == (cancelled ? POCKET_OCR_ORDER : POCKET_OCR_OK), error.message);
    return 0;
}
