// A closer look: words that read doubtfully are framed by their own ink and read once more. Mirrors
// scan/closer.py.
#pragma once

#include <cstddef>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "detector/finding.h"
#include "model/engine.h"
#include "scan/joining.h"
#include "scan/page.h"

namespace pocket_ocr {

using LineWords = std::vector<std::vector<PageWord>>;  // of each line of a page

// The doubtful words of a page's lines.
class CloserLook {
public:
    CloserLook(const LineWords& words, const Numbers& n);

    // Each of them as a line in a frame of its own, of a page, uint8 [H, W].
    std::vector<TextLine> framed(const cv::Mat& page, const std::vector<ReadLine>& lines,
                                 const LineWords& words, const Engine& engine) const;

    // Puts what two looks say in their place; `seen`: those lines, read.
    void take(const std::vector<ReadLine>& seen, const Spacing& spacing, const Engine& engine,
              LineWords& words) const;

private:
    struct Place {
        std::size_t line, word;
    };

    std::vector<Place> doubtful_;  // the least sure ones first
};

// The word or the words that two looks at a word show.
//
// The surer look counts. What both say is as sure as their mean, what one says half as sure;
// between that and what the first look said, if it was surer, lies the confidence.
std::vector<PageWord> both(PageWord first, std::vector<PageWord> closer, const Numbers& n);

// Frame of a word, of which the quad is given, by its own ink, level with its line.
Frame closer_frame(const cv::Mat& page, const TextLine& line, const Quad& quad,
                   const Engine& engine);

}  // namespace pocket_ocr
