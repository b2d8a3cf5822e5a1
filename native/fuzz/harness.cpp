#include "harness.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

// Memory that cannot be had is reported to the program instead of ending it.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

namespace {

void check_result(pocket_ocr_page* page) {
    pocket_ocr_error error;
    pocket_ocr_result r;
    pocket_ocr_status status = pocket_ocr_page_result(page, &r, &error);
    if (status == POCKET_OCR_MEMORY) return;
    must(status == POCKET_OCR_OK, error.message);
    must(std::strlen(r.text) == r.text_size, "a text's size");
    std::size_t lines = 0, words = 0, chars = 0;
    for (std::size_t i = 0; i < r.block_count; ++i) {
        must(r.blocks[i].first_line == lines, "lines of a block");
        lines += r.blocks[i].line_count;
    }
    for (std::size_t i = 0; i < r.line_count; ++i) {
        must(r.lines[i].first_word == words, "words of a line");
        words += r.lines[i].word_count;
    }
    for (std::size_t i = 0; i < r.word_count; ++i) {
        must(r.words[i].first_char == chars, "characters of a word");
        must(0 <= r.words[i].confidence && r.words[i].confidence <= 1000, "a confidence");
        chars += r.words[i].char_count;
    }
    must(lines == r.line_count && words == r.word_count && chars == r.char_count, "counts");

    const char* json = nullptr;
    std::size_t size = 0;
    status = pocket_ocr_page_json(page, &json, &size, &error);
    if (status == POCKET_OCR_MEMORY) return;
    must(status == POCKET_OCR_OK, error.message);
    must(nlohmann::json::accept(json, json + size), "the JSON");
}

}  // namespace

void must(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

std::string bundle_file(const std::string& name) {
    std::ifstream file(std::string(POCKET_OCR_BUNDLE) + "/" + name, std::ios::binary);
    must(file.good(), "the bundle is there");
    return {std::istreambuf_iterator<char>(file), {}};
}

namespace {

pocket_ocr_manifest* shipped_manifest() {
    static pocket_ocr_manifest* const manifest = [] {
        const std::string json = bundle_file("manifest.json");
        pocket_ocr_error error;
        pocket_ocr_manifest* opened = nullptr;
        must(pocket_ocr_manifest_open(json.data(), json.size(), &opened, &error) == POCKET_OCR_OK,
             error.message);
        return opened;
    }();
    return manifest;
}

}  // namespace

std::string shipped_lexicon() {
    const char* const file = pocket_ocr_manifest_lexicon_file(shipped_manifest());
    return file == nullptr ? "" : bundle_file(file);
}

pocket_ocr_engine* open_engine() {
    pocket_ocr_manifest* const manifest = shipped_manifest();
    const std::string charset = bundle_file(pocket_ocr_manifest_charset_file(manifest));
    pocket_ocr_error error;
    pocket_ocr_engine* opened = nullptr;
    must(pocket_ocr_engine_open(manifest, 0, charset.data(), charset.size(), &opened, &error) ==
             POCKET_OCR_OK,
         error.message);
    return opened;
}

const pocket_ocr_engine* shipped_engine() {
    static const pocket_ocr_engine* const engine = [] {
        pocket_ocr_engine* const opened = open_engine();
        const std::string lexicon = shipped_lexicon();
        pocket_ocr_error error;
        if (!lexicon.empty()) {
            must(pocket_ocr_engine_lexicon(opened, lexicon.data(), lexicon.size(), &error) ==
                     POCKET_OCR_OK,
                 error.message);
        }
        return opened;
    }();
    return engine;
}

pocket_ocr_image Drawing::view() const {
    return {pixels.data(), pixels.size(), static_cast<std::size_t>(width),
            width,         height,        POCKET_OCR_GRAY8};
}

Drawing drawn_page() {
    constexpr int LETTERS = 30, HEIGHT = 20, PITCH = 12, BAR = 4;
    Drawing page{LETTERS * PITCH + 40, 4 * HEIGHT + 20, {}};
    page.pixels.assign(static_cast<std::size_t>(page.width * page.height), 240);
    for (int letter = 0; letter < 2 * LETTERS; ++letter) {
        const int column = letter % LETTERS;
        if (column == 5) continue;  // a space
        const int line = letter / LETTERS, top = 10 + line * 2 * HEIGHT;
        for (int y = top; y < top + HEIGHT; ++y) {
            const bool foot = y >= top + HEIGHT - BAR;
            const int lean = line * (top + HEIGHT - y) * 2 / 3;  // no gap between the second's
            const int left = 20 + column * PITCH + lean;
            std::memset(&page.pixels[static_cast<std::size_t>(y * page.width + left)], 20,
                        foot && column % 2 == 0 ? 2 * BAR : BAR);
        }
    }
    return page;
}

LogitsOf spelled(Input& input) {
    const std::uint32_t seed = input.number(3);
    return [state = seed](float* logits, std::size_t values) mutable {
        for (std::size_t i = 0; i < values; ++i) {
            state = state * 1664525 + 1013904223;
            logits[i] = static_cast<float>(state >> 24) / 16.0F;
        }
    };
}

bool is_expected(pocket_ocr_status status) {
    return status == POCKET_OCR_LOGITS || status == POCKET_OCR_MEMORY;
}

pocket_ocr_status read(const pocket_ocr_engine* engine, const pocket_ocr_image& image,
                       std::int32_t rotation, const LogitsOf& logits_of) {
    pocket_ocr_error error;
    pocket_ocr_page* opened = nullptr;
    pocket_ocr_status status = pocket_ocr_page_begin(engine, &image, rotation, &opened, &error);
    if (status != POCKET_OCR_OK) {
        must(opened == nullptr && error.message[0] != '\0', "what a failed begin leaves");
        return status;
    }
    const std::unique_ptr<pocket_ocr_page, decltype(&pocket_ocr_page_close)> page(
        opened, &pocket_ocr_page_close);
    const pocket_ocr_facts facts = pocket_ocr_engine_facts(engine);
    const auto tile = static_cast<std::size_t>(facts.steps) * static_cast<std::size_t>(facts.classes);
    std::vector<float> logits;
    std::int32_t progress = 0;
    while (true) {
        const std::uint8_t* tiles = nullptr;
        std::size_t count = 0;
        status = pocket_ocr_page_next(opened, &tiles, &count, &error);
        if (status != POCKET_OCR_OK) {
            must(is_expected(status), error.message);
            return status;
        }
        if (count == 0) break;
        must(tiles != nullptr && count <= static_cast<std::size_t>(facts.batch), "a batch");
        logits.resize(count * tile);
        for (std::size_t i = 0; i < count; ++i) logits_of(&logits[i * tile], tile);
        status = pocket_ocr_page_give(opened, logits.data(), logits.size(), &error);
        if (status != POCKET_OCR_OK) {
            must(is_expected(status), error.message);
            return status;
        }
        must(pocket_ocr_page_progress(opened) >= progress, "progress never falls");
        progress = pocket_ocr_page_progress(opened);
    }
    must(pocket_ocr_page_progress(opened) == 1000, "progress is complete");
    check_result(opened);
    return POCKET_OCR_OK;
}
