// Joining: a line's tiles, read by the net, become words with places and confidences. Mirrors
// scan/joining.py.
//
// The net and the gaps decide together where spaces are: the net's evidence for a space between
// two characters, and the width of the ink-free gap between them, seen against the gaps of the
// line. Where they are in doubt, a lexicon has a say: see scan/segmentation.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "detector/finding.h"
#include "detector/tiles.h"
#include "model/engine.h"
#include "model/reading.h"
#include "scan/page.h"

namespace pocket_ocr {

// What lies between two characters of a line.
struct Gap {
    std::int64_t width;     // of the widest ink-free run between their peaks, in strip columns
    std::int64_t middle;    // strip column of that run's middle; without one, of the peaks' middle
    std::int64_t evidence;  // the net's, for a space: see Reading
    bool cut;               // a cut between tiles goes through it: the net could not see it
    std::int64_t left, right;  // strip columns of the peaks beside it

    // What the net says alone.
    bool is_wide() const { return evidence > 0; }
};

// A line as it was read, before spaces are decided.
struct ReadLine {
    TextLine line;
    cv::Mat strip;
    StripReading reading;
    std::vector<Char> chars;  // without the net's spaces
    std::vector<Gap> gaps;    // between them
};

// The characters of a strip, uint8 [STRIP_HEIGHT, W], and the gaps between them.
ReadLine read_line(const TextLine& line, const cv::Mat& strip, StripReading reading,
                   const Engine& engine);

// Usual gap between letters, and usual space, in strip columns.
struct Spacing {
    std::int64_t letter, word;

    // Width of a gap on the scale from a letter gap, 0, to a space, 256; limited both ways.
    std::int64_t wide_q8(std::int64_t gap, const Numbers& n) const;
};

// Medians over the lines of a page, by the net's own decisions.
Spacing page_spacing(const std::vector<ReadLine>& lines, const Numbers& n);

// A line's own medians where it has gaps enough, else the page's.
Spacing line_spacing(const ReadLine& line, const Spacing& page, const Numbers& n);

// Above 0 where two words meet at a gap; how far tells how sure that is, in 1/1024 nat.
std::int64_t space_score(const Gap& gap, const Spacing& spacing, const Numbers& n);

// Numbers of the gaps at cuts whose width does not tell by itself what they are.
std::vector<std::size_t> doubtful_cuts(const ReadLine& line, const Spacing& page,
                                       const Numbers& n);

// A tile of the line's strip that shows a gap in its middle.
Tile window_of(const ReadLine& line, const Gap& gap, std::int64_t width);

// Gives a gap at a cut what the net says of it in a window; `spaces`: see Reading.
void see_in(Gap& gap, const Tile& window, const std::vector<std::int32_t>& spaces,
            const Numbers& n);

// The words of a line from left to right, parted and corrected by the engine's lexicon if any.
std::vector<PageWord> join_words(const ReadLine& line, const Spacing& page, const Engine& engine);

}  // namespace pocket_ocr
