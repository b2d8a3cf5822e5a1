#include "contract/json.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "contract/errors.h"

namespace pocket_ocr {
namespace {

constexpr std::size_t MAX_DEPTH = 32;

// Builds the tree from the parser's events.
class Builder {
public:
    explicit Builder(Json& root) : root_(root) {}

    bool null() { return add(Json::Kind::NONE); }
    bool boolean(bool) { return add(Json::Kind::OTHER); }
    bool number_float(double, const std::string&) { return add(Json::Kind::OTHER); }
    bool number_integer(std::int64_t value) {
        place().integer = value;
        return last(Json::Kind::INTEGER);
    }
    bool number_unsigned(std::uint64_t value) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            throw ContractError("the manifest holds an integer of more than 64 bit");
        }
        return number_integer(static_cast<std::int64_t>(value));
    }
    bool string(std::string& value) {
        place().text = std::move(value);
        return last(Json::Kind::TEXT);
    }
    bool binary(std::vector<std::uint8_t>&) { return add(Json::Kind::OTHER); }
    bool start_object(std::size_t) { return open(Json::Kind::OBJECT); }
    bool start_array(std::size_t) { return open(Json::Kind::LIST); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        open_.back()->names.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
        throw ContractError(std::string("the manifest is not JSON (") + error.what() + ")");
    }

private:
    // A new value in the innermost list or object; only that one grows, so pointers stay valid.
    Json& place() {
        last_ = open_.empty() ? &root_ : &open_.back()->values.emplace_back();
        return *last_;
    }
    bool last(Json::Kind kind) {
        last_->kind = kind;
        return true;
    }
    bool add(Json::Kind kind) {
        place();
        return last(kind);
    }
    bool open(Json::Kind kind) {
        if (open_.size() == MAX_DEPTH) throw ContractError("the manifest is nested too deeply");
        add(kind);
        open_.push_back(last_);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Json& root_;
    Json* last_ = nullptr;
    std::vector<Json*> open_;
};

}  // namespace

const Json* Json::find(std::string_view name) const {
    for (std::size_t i = names.size(); i > 0; --i) {
        if (names[i - 1] == name) return &values[i - 1];
    }
    return nullptr;
}

Json parse_json(std::string_view text) {
    Json root;
    Builder builder(root);
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return root;
}

}  // namespace pocket_ocr
