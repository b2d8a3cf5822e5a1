// Reading a page: lines are found, read, joined, put in order; and the page is set upright.
// Mirrors scan/reading.py.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "detector/finding.h"
#include "model/engine.h"
#include "scan/closer.h"
#include "scan/jobs.h"
#include "scan/page.h"
#include "scan/tries.h"

namespace pocket_ocr {

// Reads a page, while the caller runs the net: until `next` has no more tiles, they are answered
// with `give`. It is used by one thread at a time, but for `cancel` and `progress`.
class PageReader {
public:
    // A grey page, uint8 [H, W], that is the reader's alone from now on. `rotation`: degrees to
    // turn it clockwise before it is read, 0, 90, 180 or 270; none: they are found out. Throws
    // ImageError if there is no pixel, too many, or another rotation.
    PageReader(std::shared_ptr<const Engine> engine, cv::Mat grey, std::optional<int> rotation);

    // The next tiles for the net, uint8 [count, STRIP_HEIGHT, tile width], at most TILE_BATCH,
    // valid until the next call; nullptr and a count of 0 when the page is read. Throws Cancelled;
    // std::logic_error while tiles are out.
    const std::uint8_t* next(std::size_t* count);

    // The net's logits, float32 [count, steps, classes], for the tiles that `next` gave, once.
    // Throws Cancelled; LogitsError if they are not so many or not finite, in which case other
    // ones may be given; std::logic_error if no tiles are out.
    void give(const float* logits, std::size_t values);

    // Whether tiles are out that were not answered yet.
    bool waits() const { return waiting_ > 0; }

    bool is_done() const { return is_done_; }

    // What was read, once it is done.
    const Page& page() const { return page_; }

    // How much is done, 0 to 1000; never falls. From any thread.
    int progress() const { return progress_; }

    // Stops the reader, unless it is done, at its next step. From any thread.
    void cancel() { is_cancelled_ = true; }

private:
    using Step = void (PageReader::*)();

    // The steps of reading, each begun when the job that the one before began is done.
    void begin();
    void probe_upside_down();
    void judge_probes();
    void read_first();
    void judge_first();
    void read_sample();
    void judge_sample();
    void read_best();
    void take_best();
    void settle();
    void try_again();
    void judge_try();
    void look_again();
    void look_closer();
    void take_closer();

    void check_cancelled() const;
    void advance(std::int64_t progress);
    void start(std::unique_ptr<Job> job, std::int64_t until, Step then);
    void read(int turn, std::optional<std::int64_t> most, std::int64_t until, Step then);
    void turn_to(int degrees);
    const Characters& characters(int axis);
    const std::vector<TextLine>& lines_of(int turn);

    std::shared_ptr<const Engine> engine_;
    std::optional<int> rotation_;
    cv::Mat grey_;   // the page, turned
    int turn_ = 0;   // by so much
    std::array<std::optional<Characters>, 2> characters_;  // of the page as it was given, on its side
    std::array<std::optional<std::vector<TextLine>>, 4> lines_of_;  // by turn / 90

    std::vector<int> turns_;       // that may set the page upright, the likelier ones first
    std::size_t sample_ = 0;       // number of the one that a few lines are read in
    int best_ = 0;                 // the turn that reads surest so far,
    std::int64_t sure_ = 0;        // and how surely a better one has to read
    std::vector<ReadLine> found_;  // by the job that runs
    std::vector<ReadLine> lines_;  // as they are read best
    std::optional<Tries> tries_;
    std::size_t frame_ = 0;  // of the tries
    Spacing spacing_{};
    LineWords words_;  // of the lines
    std::optional<CloserLook> closer_;

    std::unique_ptr<Job> job_;
    Step then_ = nullptr;
    std::int64_t from_ = 0, until_ = 0;  // progress before and after the job
    std::vector<std::uint8_t> tiles_;
    std::size_t waiting_ = 0;  // tiles
    bool is_done_ = false;
    Page page_{};
    std::atomic<int> progress_{0};
    std::atomic<bool> is_cancelled_{false};
};

}  // namespace pocket_ocr
