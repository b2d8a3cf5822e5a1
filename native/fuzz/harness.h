// What the fuzzers share: the shipped bundle, a page driven from begin to result, and what must
// hold whatever the input is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pocket_ocr.h"

// Ends the program, which libFuzzer reports with the input.
void must(bool holds, const char* what);

std::string bundle_file(const std::string& name);

// The bytes of the shipped bundle's lexicon; without any if it has none.
std::string shipped_lexicon();

// An engine of the shipped bundle, without its lexicon; the caller's.
pocket_ocr_engine* open_engine();

// The engine of the shipped bundle, with its lexicon.
const pocket_ocr_engine* shipped_engine();

// The bytes of an input, taken one after the other; zeros when they are used up.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    std::uint8_t byte() {
        if (size_ == 0) return 0;
        --size_;
        return *data_++;
    }
    std::uint32_t number(int bytes) {
        std::uint32_t value = 0;
        for (int i = 0; i < bytes; ++i) value = value << 8 | byte();
        return value;
    }
    std::size_t left() const { return size_; }
    const std::uint8_t* data() const { return data_; }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

// Two lines of bars that the detector takes for letters, GRAY8 without padding: one is cut into
// tiles at a gap, the other has none, so that its tiles overlap.
struct Drawing {
    int width, height;
    std::vector<std::uint8_t> pixels;

    pocket_ocr_image view() const;
};
Drawing drawn_page();

// Fills in a tile's logits.
using LogitsOf = std::function<void(float* logits, std::size_t values)>;

// Logits that spell something, from a few numbers of the input.
LogitsOf spelled(Input& input);

// Whether a status is one that a step of reading may end with.
bool is_expected(pocket_ocr_status status);

// Reads an image to its end, or until a step fails in an expected way; checks the result.
pocket_ocr_status read(const pocket_ocr_engine* engine, const pocket_ocr_image& image,
                       std::int32_t rotation, const LogitsOf& logits_of);
