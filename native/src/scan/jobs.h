// Work for the net: tiles made one at a time, and what becomes of their readings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "detector/finding.h"
#include "detector/tiles.h"
#include "model/engine.h"
#include "scan/joining.h"

namespace pocket_ocr {

// Tiles that are to be read one after the other.
class Job {
public:
    virtual ~Job() = default;

    // Pixels of the next tile, uint8 [STRIP_HEIGHT, tile width]; false if there is none.
    virtual bool next(std::uint8_t* pixels) = 0;

    // What stands on a tile; in the order in which they were made.
    virtual void take(Reading reading) = 0;

    // How much of it is done, in per mille.
    virtual std::int64_t progress() const = 0;
};

// Lines of a page, uint8 [H, W], read in their frames. Mirrors read_lines of scan/tries.py.
class ReadLines : public Job {
public:
    // Those that were read are added to `found`, in the order of `lines`.
    ReadLines(const cv::Mat& page, std::vector<TextLine> lines, const Engine& engine,
              std::vector<ReadLine>& found);

    bool next(std::uint8_t* pixels) override;
    void take(Reading reading) override;
    std::int64_t progress() const override;

private:
    // A line some of whose tiles are not read yet.
    struct Pending {
        cv::Mat strip;
        std::vector<Tile> tiles;
        std::vector<Reading> readings;
    };

    cv::Mat page_;
    std::vector<TextLine> lines_;
    const Engine& engine_;
    std::vector<ReadLine>& found_;
    std::deque<Pending> pending_;
    std::size_t begun_ = 0;  // lines,
    std::size_t tile_ = 0;   // and tiles of the last one of these
    std::size_t done_ = 0;
};

// Gaps of lines that tiles were cut through, seen in the middle of a tile where their width does
// not tell what they are. Mirrors _look_again of scan/reading.py.
class LookAgain : public Job {
public:
    LookAgain(std::vector<ReadLine>& lines, const Spacing& spacing, const Engine& engine);

    bool next(std::uint8_t* pixels) override;
    void take(Reading reading) override;
    std::int64_t progress() const override;

private:
    struct Doubt {
        std::size_t line, gap;
        Tile window;
    };

    std::vector<ReadLine>& lines_;
    const Engine& engine_;
    std::vector<Doubt> doubts_;
    std::size_t begun_ = 0, done_ = 0;
};

}  // namespace pocket_ocr
