// Lexica: any bytes, and graphs with a right frame. What is accepted must correct words.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "harness.h"

namespace {

// The bytes of a lexicon whose nodes are in order; an edge now and then leads anywhere.
std::string framed(Input& input) {
    constexpr std::uint32_t LETTERS = 4, LAST = 64;
    std::vector<std::uint32_t> edges, steps;  // how far an edge leads; 0: nowhere
    std::uint32_t letter = 0;
    do {
        const std::uint32_t fields = input.byte();
        const bool is_last = (fields & 8) != 0 || letter + 1 == LETTERS || input.left() < 2;
        edges.push_back(letter | (is_last ? LAST : 0) | (fields >> 4 & 7) << 7);
        steps.push_back(input.byte());
        letter = is_last ? 0 : letter + 1;
    } while (input.left() > 0);

    std::string bytes("PLEX\1\0\4\0", 8);
    const auto add = [&](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
    };
    add(static_cast<std::uint32_t>(edges.size()), 4);
    for (const char each : {'a', 'A', 'b', 'B', 'c', 'C', 'd', 'D'}) {
        add(static_cast<std::uint32_t>(each), 2);
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        std::size_t child = steps[i] == 0 ? 0 : i + steps[i];
        const bool anywhere = steps[i] == 255;
        while (!anywhere && 0 < child && child < edges.size() && (edges[child - 1] & LAST) == 0) {
            ++child;
        }
        if (!anywhere && child >= edges.size()) child = 0;
        add(edges[i] | static_cast<std::uint32_t>(child) << 10, 4);
    }
    return bytes;
}

// Logits that spell words of a to z in which every letter is doubtful.
LogitsOf doubtful(Input& input, const pocket_ocr_facts& facts) {
    const std::uint32_t seed = input.number(3);
    const auto classes = static_cast<std::size_t>(facts.classes);
    return [state = seed, classes](float* logits, std::size_t values) mutable {
        constexpr std::size_t FIRST = 1 + 'a' - ' ', LETTERS = 26, SPACE = 1;
        for (std::size_t at = 0; at < values; at += classes) {
            std::fill(logits + at, logits + at + classes, -20.0F);
            state = state * 1664525 + 1013904223;
            const std::uint32_t kind = state >> 28;
            if (kind < 6) logits[at] = 9.0F;
            if (kind == 6) logits[at + SPACE] = 9.0F;
            for (std::size_t k = 0; kind > 6 && k < LETTERS && FIRST + k < classes; ++k) {
                state = state * 1664525 + 1013904223;
                logits[at + FIRST + k] = static_cast<float>(state >> 28) / 4.0F;
            }
        }
    };
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Drawing page = drawn_page();
    Input input(data, size);
    const std::unique_ptr<pocket_ocr_engine, decltype(&pocket_ocr_engine_close)> engine(
        open_engine(), &pocket_ocr_engine_close);
    LogitsOf logits_of = doubtful(input, pocket_ocr_engine_facts(engine.get()));
    const bool raw = input.byte() % 4 == 0;
    const std::string bytes =
        raw ? std::string(reinterpret_cast<const char*>(input.data()), input.left())
            : framed(input);
    pocket_ocr_error error;
    const pocket_ocr_status status =
        pocket_ocr_engine_lexicon(engine.get(), bytes.data(), bytes.size(), &error);
    must(status == POCKET_OCR_OK || status == POCKET_OCR_LEXICON, error.message);
    must((status == POCKET_OCR_OK) == (error.message[0] == '\0'), "an error has a message");
    must(read(engine.get(), page.view(), POCKET_OCR_ROTATION_AUTO, logits_of) == POCKET_OCR_OK,
         "a page is read");
    return 0;
}
