#include "detector/contrast.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "contract/integers.h"

namespace pocket_ocr {

void stretch(cv::Mat& page, const Numbers& n) {
    std::array<std::int64_t, 256> count{};
    for (int row = 0; row < page.rows; ++row) {
        const std::uint8_t* pixels = page.ptr<std::uint8_t>(row);
        for (int x = 0; x < page.cols; ++x) ++count[pixels[x]];
    }
    const auto size = static_cast<std::int64_t>(page.total());
    const std::int64_t rare = size / n.CONTRAST_RARE_PART;
    std::int64_t dark = 0, light = 0, below = count[0];
    while (below <= rare && dark < 255) below += count[static_cast<std::size_t>(++dark)];
    for (below = count[0]; below < size - rare;) below += count[static_cast<std::size_t>(++light)];
    const std::int64_t span = light - dark;
    if (span < n.CONTRAST_BLANK || span >= n.CONTRAST_PALE) return;
    std::array<std::uint8_t, 256> table{};
    for (std::int64_t grey = 0; grey < 256; ++grey) {
        const std::int64_t level = floor_div((grey - dark) * 255, span);
        table[static_cast<std::size_t>(grey)] =
            static_cast<std::uint8_t>(std::clamp<std::int64_t>(level, 0, 255));
    }
    for (int row = 0; row < page.rows; ++row) {
        std::uint8_t* pixels = page.ptr<std::uint8_t>(row);
        for (int x = 0; x < page.cols; ++x) pixels[x] = table[pixels[x]];
    }
}

}  // namespace pocket_ocr
