#include "goldens.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "contract/errors.h"

namespace pocket_ocr::parity {
namespace {

using Json = nlohmann::json;

// Format: size of the header (uint64, little-endian), header (JSON), bytes of the tensors.
class SafeTensors {
public:
    explicit SafeTensors(const std::string& bytes) : bytes_(bytes) {
        std::uint64_t size = 0;
        require(bytes.size() >= sizeof size);
        for (std::size_t i = sizeof size; i > 0; --i) {
            size = size << 8 | static_cast<unsigned char>(bytes[i - 1]);
        }
        require(size <= bytes.size() - sizeof size);
        start_ = sizeof size + static_cast<std::size_t>(size);
        header_ = Json::parse(bytes.begin() + sizeof size,
                              bytes.begin() + static_cast<std::ptrdiff_t>(start_), nullptr, false);
    }

    // How many rows a tensor has, each of this shape.
    std::size_t rows(const char* name, const std::vector<std::size_t>& row) const {
        const Json& shape = member(member(header_, name), "shape");
        require(shape.is_array() && shape.size() == row.size() + 1);
        for (std::size_t i = 0; i < row.size(); ++i) require(whole(shape[i + 1]) == row[i]);
        return whole(shape[0]);
    }

    // A tensor of so many values.
    template <class Value>
    std::vector<Value> values(const char* name, const char* dtype, std::size_t count) const {
        const Json& tensor = member(header_, name);
        require(member(tensor, "dtype") == dtype);
        const Json& offsets = member(tensor, "data_offsets");
        require(offsets.is_array() && offsets.size() == 2);
        const std::size_t first = whole(offsets[0]), last = whole(offsets[1]);
        require(first <= last && last <= bytes_.size() - start_);
        require((last - first) % sizeof(Value) == 0 && (last - first) / sizeof(Value) == count);
        std::vector<Value> found(count);
        std::memcpy(found.data(), bytes_.data() + start_ + first, last - first);
        return found;
    }

private:
    static void require(bool holds) {
        if (!holds) {
            throw ContractError(
                "the bundle's golden vectors are damaged or another model's: copy all of one bundle");
        }
    }

    static const Json& member(const Json& object, const char* name) {
        const auto found = object.find(name);
        require(found != object.end());
        return *found;
    }

    static std::size_t whole(const Json& number) {
        require(number.is_number_unsigned() && number.get<std::uint64_t>() <= PTRDIFF_MAX);
        return number.get<std::size_t>();
    }

    const std::string& bytes_;
    std::size_t start_;
    Json header_;
};

}  // namespace

Goldens parse_goldens(const std::string& bytes, const Engine& engine) {
    const auto height = static_cast<std::size_t>(engine.numbers.STRIP_HEIGHT);
    const auto width = static_cast<std::size_t>(engine.tile_width);
    const auto steps = static_cast<std::size_t>(engine.steps());
    const auto classes = static_cast<std::size_t>(engine.charset.classes());
    const SafeTensors file(bytes);
    const std::size_t count = file.rows("logits", {steps, classes});
    // More than there are bytes is no number of tiles; the products below stay small.
    if (count == 0 || count > bytes.size() || file.rows("tiles", {height, width}) != count) {
        throw ContractError("the bundle's golden vectors are damaged: copy all of one bundle");
    }
    return {file.values<std::uint8_t>("tiles", "U8", count * engine.tile_pixels()),
            file.values<float>("logits", "F32", count * engine.tile_logits()), count};
}

}  // namespace pocket_ocr::parity
