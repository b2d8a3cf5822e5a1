#include "scan/order.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "scan/columns.h"
#include "scan/gutters.h"
#include "scan/levelling.h"
#include "scan/rows.h"

namespace pocket_ocr {
namespace {

using Flow = std::vector<Row>;  // rows to be read one below the other

// Adds flows of a region below others; where both are one flow, they are one together.
class Joined {
public:
    void add(std::vector<Flow> part) {
        const bool is_one = part.size() == 1;
        if (open_end_ && is_one) {
            flows_.back().insert(flows_.back().end(), part[0].begin(), part[0].end());
        } else {
            std::move(part.begin(), part.end(), std::back_inserter(flows_));
        }
        open_end_ = is_one;
    }

    std::vector<Flow>& flows() { return flows_; }

private:
    std::vector<Flow> flows_;
    bool open_end_ = false;
};

// What stands alone above and below columns, and the columns; what is empty is left out.
//
// That is a first band in another column than the first, or a last band in another than the last,
// if it is far from the rest, as a date or a page number is.
std::vector<Segments> peel(const std::vector<Segments>& across, std::int64_t height,
                           const Numbers& n) {
    std::map<std::size_t, std::size_t> column;
    for (std::size_t i = 0; i < across.size(); ++i) {
        for (const Segment& s : across[i]) column[s.item] = i;
    }
    const std::vector<Segments> parts = bands(together(across), height, n);
    const auto stands_alone = [&](std::size_t at, std::size_t beside, std::size_t but) {
        const std::size_t owner = column[parts[at][0].item];
        const bool is_one = std::all_of(parts[at].begin(), parts[at].end(), [&](const Segment& s) {
            return column[s.item] == owner;
        });
        const std::int64_t away = std::abs(level(parts[at]) - level(parts[beside]));
        return is_one && owner != but && away > 2 * n.ALONE * height;
    };
    std::size_t first = 0, last = parts.size();
    if (parts.size() > 2 && stands_alone(0, 1, 0)) first = 1;
    if (parts.size() > 2 && stands_alone(last - 1, last - 2, across.size() - 1)) --last;
    const auto part = [&](std::size_t from, std::size_t to) {
        const auto at = [&](std::size_t i) {
            return parts.begin() + static_cast<std::ptrdiff_t>(i);
        };
        return together({at(from), at(to)});
    };
    std::vector<Segments> three{part(0, first), part(first, last), part(last, parts.size())};
    const auto empty = [](const Segments& some) { return some.empty(); };
    three.erase(std::remove_if(three.begin(), three.end(), empty), three.end());
    return three;
}

std::vector<Flow> arrange(const Segments& segments, std::int64_t depth, const Numbers& n);

std::vector<Flow> arrange_below(const std::vector<Segments>& parts, std::int64_t depth,
                                const Numbers& n) {
    Joined joined;
    for (const Segments& part : parts) joined.add(arrange(part, depth, n));
    return std::move(joined.flows());
}

// The segments as flows in reading order.
std::vector<Flow> arrange(const Segments& segments, std::int64_t depth, const Numbers& n) {
    const std::int64_t height = typical_height(segments);
    if (depth < n.ORDER_DEPTH) {
        const std::vector<Segments> across = columns(segments, height, n);
        if (across.size() > 1) {
            const std::vector<Segments> parts = peel(across, height, n);
            if (parts.size() > 1) return arrange_below(parts, depth + 1, n);
            std::vector<Flow> flows;
            for (const Segments& column : across) {
                std::vector<Flow> found = arrange(column, depth + 1, n);
                std::move(found.begin(), found.end(), std::back_inserter(flows));
            }
            return flows;
        }
        const std::vector<Segments> parts = around_columns(segments, height, n);
        if (parts.size() > 1) return arrange_below(parts, depth + 1, n);
    }
    return {rows(segments, n)};
}

}  // namespace

std::vector<ItemBlock> order(const std::vector<Item>& items, const Numbers& n) {
    if (items.empty()) return {};
    Segments segments;
    for (const Item& item : items) {
        segments.push_back({item.left, item.right, item.top + item.bottom,
                            std::max<std::int64_t>(item.height, 1), segments.size()});
    }
    std::vector<ItemBlock> blocks;
    for (const Flow& flow : arrange(levelled(std::move(segments), n), 0, n)) {
        for (const std::vector<Row>& group : parted(flow, n)) {
            ItemBlock& block = blocks.emplace_back();
            for (const Row& row : group) {
                ItemRow& items_of_row = block.emplace_back();
                for (const Segment& segment : row) items_of_row.push_back(segment.item);
            }
        }
    }
    return blocks;
}

}  // namespace pocket_ocr
