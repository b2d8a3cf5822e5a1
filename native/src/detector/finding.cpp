#include "detector/finding.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "contract/integers.h"
#include "detector/characters.h"
#include "detector/lines.h"
#include "detector/rules.h"

namespace pocket_ocr {
namespace {

Frame frame_of(LineShape shape, const Numbers& n) {
    shape.length_q8 = std::max(shape.length_q8, n.LINE_MIN_Q8);
    shape.height_q8 = std::max(shape.height_q8, n.LINE_MIN_Q8);
    return line_frame(shape, n);
}

// Boxes of the regions too low for a character: dots, dashes, specks.
Boxes marks_of(const Regions& regions, const Numbers& n) {
    Boxes marks;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const Box& box = regions.box[i];
        if (box.height() < n.CHAR_MIN_HEIGHT && box.width() <= n.MARK_MAX_WIDTH &&
            regions.parent[i] < 0) {
            marks.push_back(box);
        }
    }
    return marks;
}

// A found line in page pixels, with its frame.
TextLine text_line(const Found& found, const Scale& scale, bool light, const Numbers& n) {
    const Baseline& line = found.baseline;
    const PointQ8 start = scale.page_point({shift_left(line.left, 8), line.level_q8});
    const LineShape shape{
        start.x,
        start.y,
        scale.along_q8(shift_left(line.right - line.left, 8)),
        scale.page_slope(line.slope_q16),
        scale.across_q8(line.height_q8),
        scale.across_q8(found.above_q8),
        scale.across_q8(found.below_q8),
    };
    return {frame_of(shape, n), light, shape, static_cast<std::int64_t>(found.boxes.size())};
}

}  // namespace

cv::Mat TextLine::strip(const cv::Mat& page, const Numbers& n) const {
    return frame_line(page, frame, light_on_dark, n);
}

TextLine TextLine::reframed(std::int64_t height_q8, bool with_ink, const Numbers& n) const {
    LineShape other = shape;
    other.height_q8 = times_q8(shape.height_q8, height_q8);
    if (!with_ink) other.above_q8 = other.below_q8 = 0;
    return {frame_of(other, n), light_on_dark, shape, characters};
}

std::array<std::int64_t, 8> TextLine::quad(const Numbers& n) const {
    const std::int64_t columns[] = {0, frame.width, frame.width, 0};
    const std::int64_t rows[] = {0, 0, n.STRIP_HEIGHT, n.STRIP_HEIGHT};
    std::array<std::int64_t, 8> corners{};
    for (std::size_t k = 0; k < 4; ++k) {
        corners[2 * k] = floor_shift(frame.page_x(columns[k], rows[k]) + (1 << 15), 16);
        corners[2 * k + 1] = floor_shift(frame.page_y(columns[k], rows[k]) + (1 << 15), 16);
    }
    return corners;
}

Characters find_characters(const cv::Mat& grey, const Numbers& n, const Check& check) {
    Work work = work_image(grey, n);
    check();
    cv::Mat image = remove_rules(work.image, n);
    work.image.release();
    const std::array<Regions, 2> regions = find_regions(image, n, check);
    image.release();
    return characters_of(work.scale, regions, n);
}

Characters characters_of(const Scale& scale, const std::array<Regions, 2>& regions,
                         const Numbers& n) {
    const std::array<Chosen, 2> chosen{choose_characters(regions[0], n),
                                       choose_characters(regions[1], n)};
    Characters found{scale,
                     drop_counters(chosen, scale.image_width, scale.image_height, n),
                     {marks_of(regions[0], n), marks_of(regions[1], n)}};
    if (scale.inverted) {
        std::swap(found.boxes[0], found.boxes[1]);
        std::swap(found.marks[0], found.marks[1]);
    }
    return found;
}

std::vector<TextLine> string_lines(const Characters& characters, const Numbers& n) {
    std::vector<Found> found;
    std::size_t dark = 0;
    for (const std::size_t light : {0U, 1U}) {
        if (characters.boxes[light].empty()) continue;
        for (Found& line : find_baselines(characters.boxes[light], characters.marks[light], n)) {
            found.push_back(std::move(line));
        }
        if (light == 0) dark = found.size();
    }
    const std::vector<bool> keep = drop_covered(found, n);
    std::vector<TextLine> lines;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (keep[i]) lines.push_back(text_line(found[i], characters.scale, i >= dark, n));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const TextLine& a, const TextLine& b) {
        return std::tie(a.shape.y_q8, a.shape.x_q8, a.light_on_dark) <
               std::tie(b.shape.y_q8, b.shape.x_q8, b.light_on_dark);
    });
    return lines;
}

std::vector<TextLine> find_lines(const cv::Mat& grey, const Numbers& n) {
    return string_lines(find_characters(grey, n), n);
}

}  // namespace pocket_ocr
