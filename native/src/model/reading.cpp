#include "model/reading.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "contract/integers.h"
#include "model/calibration.h"

namespace pocket_ocr {
namespace {

void add_peaks(const Tile& tile, const Reading& reading, std::int64_t step,
               std::vector<std::int64_t>& peaks) {
    for (const Char& c : reading.chars) peaks.push_back(tile.x + c.peak * step + step / 2);
}

// Strip column at which the right tile takes over: the one farthest from any peak.
//
// Looked for in the middle half of the overlap, since near a tile's edge characters are cut. Ties
// go to the column nearest to the middle, then to the lower one. `peaks` are the columns of the
// characters' peaks in both tiles.
std::int64_t seam(const Tile& right, const std::vector<std::int64_t>& peaks) {
    const std::int64_t middle = right.x + right.overlap / 2, quarter = right.overlap / 4;
    const auto badness = [&](std::int64_t column) {
        std::int64_t nearest = peaks.empty() ? 0 : std::abs(column - peaks[0]);
        for (const std::int64_t peak : peaks) nearest = std::min(nearest, std::abs(column - peak));
        return std::make_tuple(-nearest, std::abs(column - middle), column);
    };
    auto best = badness(middle - quarter);
    for (std::int64_t column = middle - quarter + 1; column <= middle + quarter; ++column) {
        best = std::min(best, badness(column));
    }
    return std::get<2>(best);
}

// First step whose centre lies at or right of a tile's column.
std::int64_t step_at(std::int64_t column, std::int64_t step) {
    return ceil_div(column - step / 2, step);
}

// The steps of a tile that count.
struct Part {
    std::int64_t first, end;
};

std::vector<Part> parts_of(const std::vector<Tile>& tiles, const std::vector<Reading>& readings,
                           std::int64_t step) {
    std::vector<Part> parts;
    for (const Reading& reading : readings) {
        parts.push_back({0, static_cast<std::int64_t>(reading.steps.size())});
    }
    for (std::size_t i = 1; i < tiles.size(); ++i) {
        const Tile &left = tiles[i - 1], &right = tiles[i];
        if (right.overlap == 0) continue;
        std::vector<std::int64_t> peaks;
        add_peaks(left, readings[i - 1], step, peaks);
        add_peaks(right, readings[i], step, peaks);
        const std::int64_t at = seam(right, peaks);
        parts[i - 1].end = std::clamp<std::int64_t>(step_at(at - left.x, step), 0, parts[i - 1].end);
        parts[i].first = std::clamp<std::int64_t>(step_at(at - right.x, step), 0, parts[i].end);
    }
    return parts;
}

}  // namespace

StripReading stitch(const std::vector<Tile>& tiles, const std::vector<Reading>& readings,
                    const Engine& engine) {
    const Numbers& n = engine.numbers;
    const std::vector<Part> parts = parts_of(tiles, readings, n.STEP);
    StripReading found;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const auto [first, end] = parts[i];
        Reading part = clip(readings[i], first, end);
        const bool cut_space = i + 1 < tiles.size() && tiles[i + 1].gap >= n.SPACE_GAP;
        if (cut_space) end_with_space(part, engine.charset);
        if (i > 0 && tiles[i].overlap == 0) {
            found.cuts.push_back(static_cast<std::int64_t>(found.reading.steps.size()));
        }
        append(found.reading, part);
        const std::int64_t most = std::max<std::int64_t>(tiles[i].width - n.STEP, 0);
        for (std::int64_t step = first; step < end; ++step) {
            // A late run may lie in the padding.
            found.columns.push_back(
                static_cast<std::int32_t>(tiles[i].x + std::min(step * n.STEP, most)));
        }
    }
    shrink_to_fit(found.reading);
    found.columns.shrink_to_fit();
    for (const Word& word : words(found.reading, engine.charset)) {
        const std::int64_t sure = confidence(engine.calibration, word_feature(word.chars, word.worst));
        found.words.push_back({static_cast<std::int64_t>(word.chars.size()), sure});
    }
    return found;
}

}  // namespace pocket_ocr
