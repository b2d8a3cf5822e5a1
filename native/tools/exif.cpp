#include "exif.h"

#include <cstring>

namespace {

constexpr int UPRIGHT = 1;

// Bytes of a TIFF structure in its own order; reading past the end gives 0.
class Tiff {
public:
    Tiff(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    bool little() const { return byte(0) == 'I'; }
    std::uint32_t u16(std::size_t at) const {
        return little() ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
    }
    std::uint32_t u32(std::size_t at) const {
        return little() ? u16(at) | u16(at + 2) << 16 : u16(at) << 16 | u16(at + 2);
    }

private:
    std::uint32_t byte(std::size_t at) const { return at < size_ ? data_[at] : 0; }

    const std::uint8_t* data_;
    std::size_t size_;
};

int orientation(const Tiff& tiff) {
    constexpr std::uint32_t TAG = 0x0112;
    const std::size_t directory = tiff.u32(4);
    const std::uint32_t entries = tiff.u16(directory);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * std::size_t{i};
        if (tiff.u16(entry) != TAG) continue;
        const std::uint32_t value = tiff.u16(entry + 8);
        return 1 <= value && value <= 8 ? static_cast<int>(value) : UPRIGHT;
    }
    return UPRIGHT;
}

}  // namespace

int exif_orientation(const Bytes& jpeg) {
    constexpr std::uint8_t APP1 = 0xE1, START_OF_SCAN = 0xDA;
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF && jpeg[at + 1] != START_OF_SCAN) {
        const std::size_t size = std::size_t{jpeg[at + 2]} << 8 | jpeg[at + 3];
        const std::size_t end = at + 2 + size;
        const bool exif = jpeg[at + 1] == APP1 && size >= 8 && end <= jpeg.size() &&
                          std::memcmp(&jpeg[at + 4], "Exif\0", 6) == 0;
        if (exif) return orientation(Tiff(&jpeg[at + 10], size - 8));
        at = end;
    }
    return UPRIGHT;
}
