#include "contract/manifest.h"

#include <algorithm>
#include <limits>
#include <set>

#include "contract/errors.h"
#include "contract/json.h"

namespace pocket_ocr {
namespace {

constexpr size_t MAX_MODELS = 256;
constexpr size_t MAX_TEXT = 4096;  // bytes

// How large a number may be. These are not the contract's values: they keep arithmetic within
// int64 and memory within reason, whatever a hostile manifest says. The last rule that fits counts.
struct Bound {
    std::string_view end;  // of a number's name
    int64_t least;
    int64_t most;
};
constexpr Bound BOUNDS[] = {
    {"", 1, 1 << 20},
    {"_Q8", 1, 1 << 13},
    {"_Q16", 1, 1 << 16},
    {"_PERMILLE", 1, 1000},
    {"_PERCENT", 1, 1000},
    {"MAX_FILE_BYTES", 1, int64_t{1} << 32},
    {"MAX_PIXELS", 1, int64_t{1} << 28},
    {"PILOT_PIXELS", 1, 1 << 26},
    {"WORK_MAX_PIXELS", 1, 1 << 26},
    {"WORK_MAX_SCALE_Q8", 1, 1 << 12},
    {"WORK_SHRINK_Q8", 1, 255},
    {"CONTRAST_RARE_PART", 3, 1 << 20},  // some greys are common
    {"SLOPE_MAX_Q16", 1, 1 << 15},  // less than 45 degrees in all on a page that is tilted
    {"BAND_PIXELS", 1 << 14, 1 << 26},
    {"BAND_OVERLAP", 1, 1 << 12},
    {"PILOT_BLOCK", 3, 1 << 8},
    {"STRIP_HEIGHT", 4, 256},
    {"GLYPH", 4, 256},
    {"STEP", 1, 64},
    {"LOGPROB_ONE", 64, 4096},
    {"MSER_MIN_SIDE", 3, 1 << 20},  // the flood needs a hem around a pixel
    {"X_HEIGHT_RANK_Q8", 1, 255},   // a rank below the count
    {"TILE_LAST_PART", 2, 1 << 20},  // each cut of a strip gets on
    {"TILE_OVERLAP_PART", 2, 1 << 20},
    {"MAX_TILES", 1, 1 << 16},  // of MAX_TILE_WIDTH columns: a strip's width stays an int
    {"RULE_LENGTH", 1, 1 << 10},
    {"RULE_REACH", 1, 1 << 10},
    {"LEVEL_STRIPS", 1, 1 << 10},
    {"_PASSES", 1, 64},
    {"TALL", 1, 1 << 10},
    {"NEAR_COST", 1, (1 << 16) - 1},  // kept in 16 bit
    {"LEXICON_TOKENS", 1, 1 << 10},
};
constexpr int64_t MAX_TILE_WIDTH = 1 << 14;

[[noreturn]] void refuse(const std::string& sentence) { throw ContractError(sentence); }

void require(bool holds, const std::string& sentence) {
    if (!holds) refuse(sentence);
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// A JSON value and the key that leads to it.
class Value {
public:
    Value(const Json& value, std::string key) : value_(value), key_(std::move(key)) {}

    Value operator[](const std::string& name) const {
        require(value_.kind == Json::Kind::OBJECT, (key_.empty() ? "the manifest" : key_) + " must be an object");
        const Json* const found = value_.find(name);
        const std::string inside = key_.empty() ? name : key_ + "." + name;
        require(found != nullptr, inside + " is missing");
        return {*found, inside};
    }

    std::vector<Value> list(size_t most) const {
        require(value_.kind == Json::Kind::LIST, key_ + " must be a list");
        require(value_.values.size() <= most, key_ + " is too long");
        std::vector<Value> values;
        for (size_t i = 0; i < value_.values.size(); ++i) {
            values.emplace_back(value_.values[i], key_ + "[" + std::to_string(i) + "]");
        }
        return values;
    }

    int64_t integer() const {
        require(value_.kind == Json::Kind::INTEGER, key_ + " must be of type integer");
        return value_.integer;
    }

    int64_t integer(int64_t least, int64_t most) const {
        const int64_t value = integer();
        require(least <= value && value <= most,
                key_ + " is " + std::to_string(value) + ", not within " + std::to_string(least) +
                    " and " + std::to_string(most));
        return value;
    }

    std::string text() const {
        require(value_.kind == Json::Kind::TEXT, key_ + " must be of type string");
        const std::string& text = value_.text;
        require(text.size() <= MAX_TEXT, key_ + " is too long");
        require(text.find('\0') == std::string::npos, key_ + " holds a zero byte");
        return text;
    }

    std::string file_name() const {
        const std::string name = text();
        constexpr auto plain =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";
        require(!name.empty() && name.front() != '.' && name.front() != '-' &&
                    name.find_first_not_of(plain) == std::string::npos,
                key_ + " is not a plain file name");
        return name;
    }

    std::string sha256() const {
        const std::string digest = text();
        require(digest.size() == 64 &&
                    digest.find_first_not_of("0123456789abcdef") == std::string::npos,
                key_ + " is not a SHA-256 in hex");
        return digest;
    }

    const Json& raw() const { return value_; }
    const std::string& key() const { return key_; }

private:
    const Json& value_;
    std::string key_;
};

// The minor version; a ContractError if the major one is not ours.
int64_t minor_version(const Value& manifest) {
    const Json& version = manifest["manifest_version"].raw();
    const bool whole = version.kind == Json::Kind::INTEGER;
    const std::string text = whole ? std::to_string(version.integer) : version.text;
    const std::string ours = std::to_string(MANIFEST_MAJOR) + ".";
    const std::string minor = text.substr(std::min(ours.size(), text.size()));
    const bool fits = version.kind == Json::Kind::TEXT && text.compare(0, ours.size(), ours) == 0 &&
                      !minor.empty() && minor.size() < 10 &&
                      minor.find_first_not_of("0123456789") == std::string::npos;
    require(fits, "manifest_version is '" + text.substr(0, 20) + "', this library reads " + ours +
                      "x; use a bundle and a library of the same release");
    return std::stoll(minor);
}

int64_t number(const Value& numbers, const std::string& name) {
    Bound bound = BOUNDS[0];
    for (const Bound& each : BOUNDS) {
        if (ends_with(name, each.end)) bound = each;
    }
    return numbers[name].integer(bound.least, bound.most);
}

Numbers read_numbers(const Value& value, bool all_known) {
    Numbers numbers;
    std::set<std::string_view> names;
    for (const NumberField& field : NUMBER_FIELDS) {
        numbers.*field.value = number(value, field.name);
        names.insert(field.name);
    }
    for (const std::string& name : value.raw().names) {
        require(!all_known || names.count(name) == 1,
                value.key() + "." + name.substr(0, 80) + " is not known");
    }
    require(numbers.PILOT_BLOCK % 2 == 1, value.key() + ".PILOT_BLOCK is not odd");
    return numbers;
}

TensorInfo tensor(const Value& value, const std::string& dtype,
                  const std::vector<int64_t>& shape) {
    TensorInfo info{value["name"].text(), value["dtype"].text(), {}};
    for (const Value& size : value["shape"].list(8)) info.shape.push_back(size.integer());
    require(info.dtype == dtype, value.key() + ".dtype must be " + dtype);
    std::string expected;
    for (const int64_t size : shape) {
        expected += (expected.empty() ? "[" : ", ") + std::to_string(size);
    }
    require(info.shape == shape, value.key() + ".shape is not " + expected + "]");
    return info;
}

ModelInfo model(const Value& value, const Manifest& m) {
    const Value input = value["input"];
    const std::vector<Value> sizes = input["shape"].list(8);
    const int64_t width = sizes.empty() ? 0 : sizes.back().integer();
    const auto known = std::find(m.tile_widths.begin(), m.tile_widths.end(), width);
    require(known != m.tile_widths.end(), input.key() + ".shape ends with none of tile_widths");
    return {
        value["file"].file_name(),
        value["precision"].text(),
        value["sha256"].sha256(),
        value["bytes"].integer(1, std::numeric_limits<int64_t>::max()),
        tensor(input, "uint8", {1, m.numbers.STRIP_HEIGHT, width}),
        tensor(value["output"], "float32", {1, width / m.numbers.STEP, m.charset.classes}),
    };
}

std::vector<Knot> calibration(const Value& value, const Numbers& numbers) {
    std::vector<Knot> knots;
    for (const Value& each : value.list(static_cast<size_t>(numbers.MAX_KNOTS))) {
        const std::vector<Value> knot = each.list(2);
        require(knot.size() == 2, each.key() + " must hold 2 values");
        knots.push_back({knot[0].integer(-(1 << 30), 1 << 30), knot[1].integer(0, 1000)});
        const size_t n = knots.size();
        require(n == 1 || (knots[n - 2].feature < knots[n - 1].feature &&
                           knots[n - 2].confidence <= knots[n - 1].confidence),
                value.key() + " must rise from knot to knot");
    }
    require(!knots.empty(), value.key() + " is empty");
    return knots;
}

std::optional<LexiconInfo> lexicon(const Value& value) {
    if (value.raw().kind == Json::Kind::NONE) return std::nullopt;
    return LexiconInfo{value["file"].file_name(), value["sha256"].sha256()};
}

// Index of the default among models, each with a file, a precision and width of its own.
size_t default_model(const Value& value, const Manifest& m) {
    std::set<std::string> files{m.charset.file};
    if (m.lexicon) require(files.insert(m.lexicon->file).second, "two entries name the same file");
    std::set<std::pair<std::string, int64_t>> kinds;
    for (const ModelInfo& each : m.models) {
        require(files.insert(each.file).second, "two entries name the same file");
        require(kinds.emplace(each.precision, each.tile_width()).second,
                "models holds a precision twice");
    }
    const std::string wanted = value["default_precision"].text();
    const auto found = std::find_if(m.models.begin(), m.models.end(), [&](const ModelInfo& each) {
        return each.precision == wanted;
    });
    require(found != m.models.end(), "default_precision is not among models");
    return static_cast<size_t>(found - m.models.begin());
}

Manifest read(const Value& value) {
    const int64_t minor = minor_version(value);
    Manifest m{};
    m.name = value["name"].text();
    m.version = value["version"].text();
    m.numbers = read_numbers(value["numbers"], minor <= MANIFEST_MINOR);
    for (const Value& each : value["tile_widths"].list(MAX_MODELS)) {
        const int64_t width = each.integer(m.numbers.STRIP_HEIGHT, MAX_TILE_WIDTH);
        require(width % m.numbers.STEP == 0,
                each.key() + " is not a positive multiple of numbers.STEP");
        m.tile_widths.push_back(width);
    }
    const Value charset = value["charset"];
    m.charset = {charset["file"].file_name(), charset["sha256"].sha256(),
                 charset["classes"].integer(2, MAX_CLASSES), charset["blank"].integer(0, 0)};
    m.lexicon = lexicon(value["lexicon"]);
    m.calibration = calibration(value["calibration"], m.numbers);
    for (const Value& each : value["models"].list(MAX_MODELS)) m.models.push_back(model(each, m));
    m.default_model = default_model(value, m);
    return m;
}

}  // namespace

Manifest parse_manifest(std::string_view text) {
    const Json value = parse_json(text);
    return read(Value(value, ""));
}

}  // namespace pocket_ocr
