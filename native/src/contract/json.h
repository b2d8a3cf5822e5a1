// JSON text as a tree. Its parts are freed without taking memory, which nlohmann's own tree does
// and then ends the program where there is none left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pocket_ocr {

struct Json {
    enum class Kind { OTHER, NONE, INTEGER, TEXT, LIST, OBJECT };  // true, false, 1.5 are OTHER

    Kind kind = Kind::OTHER;
    std::int64_t integer = 0;
    std::string text;
    std::vector<Json> values;        // of a list or object
    std::vector<std::string> names;  // of an object's values

    // The member of this name, the last one of several; nullptr if there is none.
    const Json* find(std::string_view name) const;
};

// Throws a ContractError if it is not JSON, nested deeper than any manifest, or if an integer does
// not fit into 64 bit.
Json parse_json(std::string_view text);

}  // namespace pocket_ocr
