// Reading lines again, in other frames, that the first one did not fit. Mirrors scan/tries.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "contract/numbers.h"
#include "detector/finding.h"
#include "scan/joining.h"

namespace pocket_ocr {

// How surely a line was read: the mean confidence of its characters, each its word's, and how many
// they are.
struct Sureness {
    std::int64_t mean, characters;
};

Sureness sureness(const ReadLine& line);

// Mean confidence of the characters of lines that are long enough to tell; 0 without any.
std::int64_t page_sureness(const std::vector<ReadLine>& lines, const Numbers& n);

// The lines of a page that read badly, each in the frame in which it reads surest.
class Tries {
public:
    static constexpr std::size_t FRAMES = 3;  // of the tries

    Tries(const std::vector<ReadLine>& lines, const Numbers& n);

    // The doubtful lines in a frame, 0 to FRAMES - 1.
    std::vector<TextLine> reframed(std::size_t frame, const Numbers& n) const;

    // Puts those of the doubtful lines, as they were read in a frame, into their place among all
    // lines where they are surer.
    void take(std::vector<ReadLine>& read, std::vector<ReadLine>& lines, const Numbers& n) const;

private:
    // A line to try again, as it was read first.
    struct Doubtful {
        std::size_t number;
        TextLine line;
        std::int64_t characters;
    };

    std::vector<Doubtful> doubtful_;  // long ones first
};

}  // namespace pocket_ocr
