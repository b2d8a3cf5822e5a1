#include "scan/jobs.h"

#include <utility>

namespace pocket_ocr {
namespace {

std::int64_t per_mille(std::size_t done, std::size_t all) {
    return all == 0 ? 1000 : static_cast<std::int64_t>(1000 * done / all);
}

}  // namespace

ReadLines::ReadLines(const cv::Mat& page, std::vector<TextLine> lines, const Engine& engine,
                     std::vector<ReadLine>& found)
    : page_(page), lines_(std::move(lines)), engine_(engine), found_(found) {}

bool ReadLines::next(std::uint8_t* pixels) {
    if (pending_.empty() || tile_ == pending_.back().tiles.size()) {
        if (begun_ == lines_.size()) return false;
        const cv::Mat strip = lines_[begun_++].strip(page_, engine_.numbers);
        pending_.push_back({strip, cut_tiles(strip, engine_.tile_width, engine_.numbers), {}});
        tile_ = 0;
    }
    const Pending& line = pending_.back();
    tile_pixels(line.strip, line.tiles[tile_++], engine_.tile_width, pixels);
    return true;
}

void ReadLines::take(Reading reading) {
    Pending& line = pending_.front();
    line.readings.push_back(std::move(reading));
    if (line.readings.size() < line.tiles.size()) return;
    found_.push_back(read_line(lines_[done_++], line.strip,
                               stitch(line.tiles, line.readings, engine_), engine_));
    pending_.pop_front();
}

std::int64_t ReadLines::progress() const { return per_mille(done_, lines_.size()); }

LookAgain::LookAgain(std::vector<ReadLine>& lines, const Spacing& spacing, const Engine& engine)
    : lines_(lines), engine_(engine) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const std::size_t gap : doubtful_cuts(lines[i], spacing, engine.numbers)) {
            const Tile window = window_of(lines[i], lines[i].gaps[gap], engine.tile_width);
            doubts_.push_back({i, gap, window});
        }
    }
}

bool LookAgain::next(std::uint8_t* pixels) {
    if (begun_ == doubts_.size()) return false;
    const Doubt& doubt = doubts_[begun_++];
    tile_pixels(lines_[doubt.line].strip, doubt.window, engine_.tile_width, pixels);
    return true;
}

void LookAgain::take(Reading reading) {
    const Doubt& doubt = doubts_[done_++];
    see_in(lines_[doubt.line].gaps[doubt.gap], doubt.window, reading.spaces, engine_.numbers);
}

std::int64_t LookAgain::progress() const { return per_mille(done_, doubts_.size()); }

}  // namespace pocket_ocr
