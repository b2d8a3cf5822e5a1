#include "scan/reading.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "contract/errors.h"
#include "contract/integers.h"
#include "detector/contrast.h"
#include "scan/blocks.h"
#include "scan/orientation.h"

namespace pocket_ocr {
namespace {

// What the bar shows after finding and after each kind of job; a rough guess of their shares.
constexpr std::int64_t FOUND = 150, PROBED = 200, READ = 700, SAMPLED = 750, READ_AGAIN = 850,
                       TRIED = 930, LOOKED = 950, CLOSER = 990, DONE = 1000;

std::vector<std::size_t> longest_first(const std::vector<TextLine>& lines) {
    std::vector<std::size_t> numbers(lines.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t a, std::size_t b) {
        return lines[a].characters > lines[b].characters;
    });
    return numbers;
}

// So many of the longest lines, long ones first.
std::vector<TextLine> longest(const std::vector<TextLine>& lines, std::int64_t most) {
    std::vector<TextLine> found;
    for (const std::size_t i : longest_first(lines)) {
        if (static_cast<std::int64_t>(found.size()) == most) break;
        found.push_back(lines[i]);
    }
    return found;
}

// The lines with most characters whose tiles are not too many to read, in the order given.
std::vector<TextLine> within_limit(const std::vector<TextLine>& lines, const Engine& engine) {
    std::vector<std::size_t> kept;
    std::int64_t tiles = 0;
    for (const std::size_t i : longest_first(lines)) {
        tiles += ceil_div(lines[i].frame.width, engine.tile_width);
        if (tiles > engine.numbers.MAX_TILES) break;
        kept.push_back(i);
    }
    std::sort(kept.begin(), kept.end());
    std::vector<TextLine> found;
    for (const std::size_t i : kept) found.push_back(lines[i]);
    return found;
}

}  // namespace

PageReader::PageReader(std::shared_ptr<const Engine> engine, cv::Mat grey,
                       std::optional<int> rotation)
    : engine_(std::move(engine)),
      rotation_(rotation),
      grey_(std::move(grey)),
      then_(&PageReader::begin) {
    const auto pixels = static_cast<std::int64_t>(grey_.total());
    if (grey_.empty() || grey_.type() != CV_8UC1) throw ImageError("the image has no pixels");
    if (pixels > engine_->numbers.MAX_PIXELS) {
        throw ImageError("the image has " + std::to_string(pixels) + " pixels, more than the " +
                         std::to_string(engine_->numbers.MAX_PIXELS) +
                         " that are read; make it smaller");
    }
    if (rotation_ && !is_turn(*rotation_)) {
        throw ImageError("a page can be turned by 0, 90, 180 or 270 degrees, not " +
                         std::to_string(*rotation_));
    }
    stretch(grey_, engine_->numbers);
}

const std::uint8_t* PageReader::next(std::size_t* count) {
    *count = 0;
    if (waits()) throw std::logic_error("tiles are out; give their logits first");
    const std::size_t size = engine_->tile_pixels();
    while (!is_done_) {
        check_cancelled();
        const auto most = static_cast<std::size_t>(engine_->numbers.TILE_BATCH);
        while (job_ && *count < most) {
            tiles_.resize((*count + 1) * size);
            if (!job_->next(tiles_.data() + *count * size)) break;
            ++*count;
        }
        if (*count > 0) {
            waiting_ = *count;
            return tiles_.data();
        }
        job_.reset();
        (this->*then_)();
    }
    return nullptr;
}

void PageReader::give(const float* logits, std::size_t values) {
    check_cancelled();
    if (!waits()) throw std::logic_error("no tiles are out; ask for the next ones first");
    const std::size_t size = engine_->tile_logits();
    if (values != waiting_ * size) {
        throw LogitsError(std::to_string(values) + " logits were given for tiles that need " +
                          std::to_string(waiting_ * size));
    }
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < waiting_; ++i) readings.push_back(engine_->read(logits + i * size));
    waiting_ = 0;
    for (Reading& reading : readings) job_->take(std::move(reading));
    advance(from_ + (until_ - from_) * job_->progress() / 1000);
}

void PageReader::begin() {
    if (rotation_) {
        best_ = *rotation_;
        read_best();
        return;
    }
    turns_ = likely_turns(characters(0), engine_->numbers);
    const auto lines = static_cast<std::int64_t>(lines_of(turns_[0]).size());
    advance(FOUND);
    if (lines <= engine_->numbers.MANY_LINES) {
        read_first();
        return;
    }
    read(turns_[0], engine_->numbers.PROBE_LINES, PROBED, &PageReader::probe_upside_down);
}

void PageReader::probe_upside_down() {
    lines_ = std::move(found_);
    read(turns_[1], engine_->numbers.PROBE_LINES, PROBED, &PageReader::judge_probes);
}

void PageReader::judge_probes() {
    const Numbers& n = engine_->numbers;
    if (std::max(page_sureness(lines_, n), page_sureness(found_, n)) >= n.PROBE_SURE) {
        read_first();
        return;
    }
    best_ = turns_[0];  // noise, halftone: it would take long to find no text in it
    settle();
}

void PageReader::read_first() {
    read(turns_[0], std::nullopt, READ, &PageReader::judge_first);
}

void PageReader::judge_first() {
    lines_ = std::move(found_);
    best_ = turns_[0];
    const std::int64_t sure = page_sureness(lines_, engine_->numbers);
    if (sure >= engine_->numbers.SURE_PAGE || lines_.empty()) {
        settle();
        return;
    }
    // Doubtful: it stands on its head, or is hard to read. A few lines tell.
    sure_ = sure + engine_->numbers.TURN_LEAD;
    sample_ = 1;
    read_sample();
}

void PageReader::read_sample() {
    read(turns_[sample_], engine_->numbers.SAMPLE_LINES, SAMPLED, &PageReader::judge_sample);
}

void PageReader::judge_sample() {
    const std::int64_t surer = page_sureness(found_, engine_->numbers);
    if (surer > sure_) {
        best_ = turns_[sample_];
        sure_ = surer;
    }
    if (++sample_ < turns_.size()) {
        read_sample();
    } else if (best_ == turns_[0]) {
        settle();
    } else {
        read_best();
    }
}

void PageReader::read_best() {
    read(best_, std::nullopt, READ_AGAIN, &PageReader::take_best);
}

void PageReader::take_best() {
    lines_ = std::move(found_);
    settle();
}

void PageReader::settle() {
    characters_ = {};
    lines_of_ = {};
    turn_to(best_);
    advance(READ_AGAIN);
    tries_.emplace(lines_, engine_->numbers);
    try_again();
}

void PageReader::try_again() {
    found_.clear();
    start(std::make_unique<ReadLines>(grey_, tries_->reframed(frame_, engine_->numbers), *engine_,
                                      found_),
          TRIED, &PageReader::judge_try);
}

void PageReader::judge_try() {
    tries_->take(found_, lines_, engine_->numbers);
    if (++frame_ < Tries::FRAMES) {
        try_again();
    } else {
        look_again();
    }
}

void PageReader::look_again() {
    spacing_ = page_spacing(lines_, engine_->numbers);
    start(std::make_unique<LookAgain>(lines_, spacing_, *engine_), LOOKED,
          &PageReader::look_closer);
}

void PageReader::look_closer() {
    for (const ReadLine& line : lines_) words_.push_back(join_words(line, spacing_, *engine_));
    closer_.emplace(words_, engine_->numbers);
    found_.clear();
    start(std::make_unique<ReadLines>(grey_, closer_->framed(grey_, lines_, words_, *engine_),
                                      *engine_, found_),
          CLOSER, &PageReader::take_closer);
}

void PageReader::take_closer() {
    closer_->take(found_, spacing_, *engine_, words_);
    page_ = {grey_.cols, grey_.rows, 0, blocks_of(lines_, std::move(words_), engine_->numbers)};
    turn_back(page_, best_);
    lines_.clear();
    found_.clear();
    grey_.release();
    is_done_ = true;
    advance(DONE);
}

void PageReader::check_cancelled() const {
    if (is_cancelled_ && !is_done_) throw Cancelled();
}

void PageReader::advance(std::int64_t progress) {
    progress_ = std::max<int>(progress_, static_cast<int>(progress));
}

void PageReader::start(std::unique_ptr<Job> job, std::int64_t until, Step then) {
    from_ = progress_;
    until_ = until;
    job_ = std::move(job);
    then_ = then;
}

// Begins to read the page's lines, or the longest ones, as they stand on the page turned.
void PageReader::read(int turn, std::optional<std::int64_t> most, std::int64_t until, Step then) {
    const std::vector<TextLine>& all = lines_of(turn);
    std::vector<TextLine> lines =
        within_limit(most ? longest(all, *most) : all, *engine_);
    turn_to(turn);
    found_.clear();
    start(std::make_unique<ReadLines>(grey_, std::move(lines), *engine_, found_), until, then);
}

// Turns the page, of which there is one copy only, from the way it stands now.
void PageReader::turn_to(int degrees) {
    grey_ = turned(grey_, (degrees - turn_ + 360) % 360);
    turn_ = degrees;
}

// Characters of the page turned by 0 or 90 degrees; what is upside down has the same ones.
const Characters& PageReader::characters(int axis) {
    auto& found = characters_[axis == 0 ? 0 : 1];
    if (!found) {
        turn_to(axis);
        found = find_characters(grey_, engine_->numbers, [this] { check_cancelled(); });
        check_cancelled();
    }
    return *found;
}

const std::vector<TextLine>& PageReader::lines_of(int turn) {
    auto& lines = lines_of_[static_cast<std::size_t>(turn / 90)];
    if (!lines) {
        const Characters& upright = characters(turn % 180);
        lines = string_lines(turn >= 180 ? upside_down(upright) : upright, engine_->numbers);
    }
    return *lines;
}

}  // namespace pocket_ocr
