#include "detector/trace.h"

#include <array>
#include <initializer_list>
#include <utility>

#include "detector/finding.h"
#include "detector/rules.h"
#include "detector/tiles.h"

namespace pocket_ocr {
namespace {

std::string array(std::initializer_list<std::int64_t> values) {
    std::string text = "[";
    for (const std::int64_t value : values) {
        if (text.size() > 1) text += ", ";
        text += std::to_string(value);
    }
    return text + "]";
}

std::string array(const std::vector<std::string>& items) {
    std::string text = "[";
    for (const std::string& item : items) {
        if (text.size() > 1) text += ", ";
        text += item;
    }
    return text + "]";
}

std::string object(std::initializer_list<std::pair<const char*, std::string>> members) {
    std::string text = "{";
    for (const auto& [key, value] : members) {
        if (text.size() > 1) text += ", ";
        text.append("\"").append(key).append("\": ").append(value);
    }
    return text + "}";
}

std::string text_of(const Boxes& boxes) {
    std::vector<std::string> items;
    for (const Box& box : boxes) items.push_back(array({box.left, box.top, box.right, box.bottom}));
    return array(items);
}

std::string text_of(const Regions& regions) {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const Box& box = regions.box[i];
        items.push_back(array(
            {box.left, box.top, box.right, box.bottom, regions.area[i], regions.parent[i]}));
    }
    return array(items);
}

template <class Found>
std::string both(const std::array<Found, 2>& found) {
    return object({{"dark", text_of(found[0])}, {"light", text_of(found[1])}});
}

std::string text_of(const TextLine& line) {
    const Frame& f = line.frame;
    const LineShape& s = line.shape;
    return object({
        {"frame", array({f.x, f.y, f.along_x, f.along_y, f.across_x, f.across_y, f.width})},
        {"light_on_dark", line.light_on_dark ? "true" : "false"},
        {"x_q8", std::to_string(s.x_q8)},
        {"y_q8", std::to_string(s.y_q8)},
        {"length_q8", std::to_string(s.length_q8)},
        {"slope_q16", std::to_string(s.slope_q16)},
        {"height_q8", std::to_string(s.height_q8)},
        {"above_q8", std::to_string(s.above_q8)},
        {"below_q8", std::to_string(s.below_q8)},
        {"characters", std::to_string(line.characters)},
    });
}

}  // namespace

Trace trace_page(const cv::Mat& grey, std::int64_t tile_width, const Numbers& n) {
    const Work work = work_image(grey, n);
    const std::array<Regions, 2> regions = find_regions(remove_rules(work.image, n), n);
    const Characters characters = characters_of(work.scale, regions, n);
    Trace trace;
    std::vector<std::string> lines, tiles;
    const auto tile_size = static_cast<std::size_t>(n.STRIP_HEIGHT * tile_width);
    for (const TextLine& line : string_lines(characters, n)) {
        const cv::Mat strip = line.strip(grey, n);
        for (const Tile& tile : cut_tiles(strip, tile_width, n)) {
            const auto number = static_cast<std::int64_t>(lines.size());
            tiles.push_back(array({number, tile.x, tile.width, tile.overlap, tile.gap}));
            trace.tiles.resize(trace.tiles.size() + tile_size);
            tile_pixels(strip, tile, tile_width, trace.tiles.data() + trace.tiles.size() - tile_size);
        }
        lines.push_back(text_of(line));
    }
    trace.json = object({
        {"work", array({work.scale.image_width, work.scale.image_height})},
        {"regions", both(regions)},
        {"characters", both(characters.boxes)},
        {"marks", both(characters.marks)},
        {"lines", array(lines)},
        {"tiles", array(tiles)},
    });
    return trace;
}

}  // namespace pocket_ocr
