// pocket-ocr-steps: single steps of reading, for tests that compare them with Python's.
//
// usage: pocket-ocr-steps BUNDLE-MANIFEST CHARSET
// A line of JSON on standard input is a question, {"step": …}, and one on standard output its
// answer, {"error": …} if the step refuses it. Floats are given as the integers that their bits
// make, so that any can be.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contract/charset.h"
#include "contract/errors.h"
#include "contract/lexicon.h"
#include "contract/manifest.h"
#include "model/calibration.h"
#include "model/correction.h"
#include "model/decode.h"
#include "model/engine.h"
#include "model/reading.h"
#include "scan/order.h"
#include "scan/segmentation.h"

namespace {

using namespace pocket_ocr;
using nlohmann::json;

std::string read_file(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<float> floats(const json& bits) {
    std::vector<float> found;
    for (const json& each : bits) {
        const auto value = each.get<std::uint32_t>();
        static_assert(sizeof value == sizeof(float));
        std::memcpy(&found.emplace_back(), &value, sizeof value);
    }
    return found;
}

json as_json(const std::vector<Char>& chars) {
    json found = json::array();
    for (const Char& c : chars) found.push_back({c.label, c.first, c.last, c.peak, c.logprob});
    return found;
}

// [[label, cost], …] of each step
json as_json(const NearClasses& near) {
    json found = json::array();
    for (std::size_t step = 0; step < near.size(); ++step) {
        json& classes = found.emplace_back(json::array());
        for (const Near& each : near.of(step)) classes.push_back({each.label, each.cost});
    }
    return found;
}

json as_json(const Reading& reading) {
    return {{"chars", as_json(reading.chars)},
            {"steps", reading.steps},
            {"margins", reading.margins},
            {"spaces", reading.spaces},
            {"near", as_json(reading.near)}};
}

// {"logits": [classes] of floats, …} → {"logprobs": …}
json logprobs(const json& question, const Engine& engine) {
    json rows = json::array();
    for (const json& row : question["logits"]) {
        const std::vector<float> logits = floats(row);
        std::vector<std::int64_t> found(logits.size());
        engine.tables.logprobs(logits.data(), logits.size(), found.data());
        rows.push_back(found);
    }
    return {{"logprobs", rows}};
}

json tables(const json&, const Engine& engine) {
    return {{"exp", engine.tables.exp_table()}, {"log_thresholds", engine.tables.log_thresholds()}};
}

json permille(const json& question, const Engine& engine) {
    json found = json::array();
    for (const json& each : question["logprobs"]) found.push_back(engine.tables.permille(each));
    return {{"permille", found}};
}

json confidences(const json& question, const Engine&) {
    std::vector<Knot> knots;
    for (const json& knot : question["knots"]) knots.push_back({knot[0], knot[1]});
    json found = json::array();
    for (const json& each : question["features"]) found.push_back(confidence(knots, each));
    return {{"confidences", found}};
}

Charset charset_of(const json& characters) {
    Charset charset{characters, 0};
    const auto& all = charset.characters;
    const auto space = std::find(all.begin(), all.end(), " ");
    if (space != all.end()) charset.space = 1 + (space - all.begin());
    return charset;
}

// {"charset": [texts of classes 1 and on], "logprobs": [T, C]} → the reading and its words
json greedy_reading(const json& question, const Engine& engine) {
    const Charset charset = charset_of(question["charset"]);
    std::vector<std::int64_t> values;
    for (const json& row : question["logprobs"]) {
        for (const json& value : row) values.push_back(value);
    }
    const Reading reading =
        greedy(values.data(), question["logprobs"].size(), charset, engine.numbers, true);
    json found = as_json(reading);
    found["text"] = text_of(reading.chars, charset);
    found["words"] = json::array();
    for (const Word& word : words(reading, charset)) {
        const std::int64_t feature = word_feature(word.chars, word.worst);
        found["words"].push_back({{"chars", as_json(word.chars)},
                                  {"first", word.first},
                                  {"last", word.last},
                                  {"logprob", word.logprob},
                                  {"worst", word.worst},
                                  {"feature", feature},
                                  {"text", text_of(word.chars, charset)}});
    }
    return found;
}

// A lexicon's bytes as [0 to 255, …].
Lexicon lexicon_of(const json& bytes) {
    std::string data;
    for (const json& byte : bytes) data += static_cast<char>(byte.get<int>());
    return parse_lexicon(data);
}

// {"tiles": [[x, width, overlap, gap]], "logits": [tiles] of floats, "lexicon": bytes} → the
// strip's reading
json stitched(const json& question, const Engine& bare) {
    const Engine engine(bare, lexicon_of(question["lexicon"]));
    std::vector<Tile> tiles;
    std::vector<Reading> readings;
    for (const json& tile : question["tiles"]) tiles.push_back({tile[0], tile[1], tile[2], tile[3]});
    for (const json& each : question["logits"]) readings.push_back(engine.read(floats(each).data()));
    const StripReading strip = stitch(tiles, readings, engine);
    json words = json::array();
    for (const ReadWord& word : strip.words) words.push_back({word.characters, word.confidence});
    return {{"reading", as_json(strip.reading)},
            {"columns", strip.columns},
            {"cuts", strip.cuts},
            {"words", words}};
}

std::vector<Char> chars_of(const json& values) {
    std::vector<Char> chars;
    for (const json& c : values) chars.push_back({c[0], c[1], c[2], c[3], c[4]});
    return chars;
}

// {"lexicon": bytes, "words": [letters' numbers]} → {"ranks": …}
json ranks(const json& question, const Engine&) {
    const Lexicon lexicon = lexicon_of(question["lexicon"]);
    json found = json::array();
    for (const json& word : question["words"]) found.push_back(lexicon.rank(word));
    return {{"ranks", found}};
}

// {"lexicon": bytes, "charset": see above, "steps": log-probabilities of the best classes,
//  "near": [[label, cost], …] of each step, "words": [[chars, first, last], …]} → what becomes of
//  these words
json checked(const json& question, const Engine& engine) {
    const Corrector corrector(lexicon_of(question["lexicon"]), charset_of(question["charset"]));
    Reading reading{{}, question["steps"], {}, {}, {}};
    for (const json& step : question["near"]) {
        for (const json& each : step) reading.near.add(each[0], each[1]);
        reading.near.end_step();
    }
    json found = json::array();
    for (const json& word : question["words"]) {
        const Word read{chars_of(word[0]), word[1], word[2], 0, 0};
        const Checked answer = corrector.check(read, reading, engine.numbers);
        found.push_back({as_json(answer.chars), answer.bonus, answer.corrected});
    }
    return {{"words", found}};
}

// {"lexicon": bytes, "charset": see above, "chars": …, "scores": of the gaps between them} → where
// spaces are
json parted(const json& question, const Engine& engine) {
    const Corrector corrector(lexicon_of(question["lexicon"]), charset_of(question["charset"]));
    return {{"spaces", spaces(chars_of(question["chars"]), question["scores"], &corrector,
                              engine.numbers)}};
}

// {"items": [[left, top, right, bottom, height]]} → blocks of rows of indices
json ordered(const json& question, const Engine& engine) {
    std::vector<Item> items;
    for (const json& i : question["items"]) items.push_back({i[0], i[1], i[2], i[3], i[4]});
    return {{"blocks", order(items, engine.numbers)}};
}

using Step = json (*)(const json&, const Engine&);
const std::map<std::string, Step> STEPS{
    {"logprobs", logprobs},       {"tables", tables},          {"permille", permille},
    {"confidences", confidences}, {"greedy", greedy_reading}, {"stitch", stitched},
    {"order", ordered},           {"ranks", ranks},            {"check", checked},
    {"spaces", parted},
};

json answer(const json& question, const Engine& engine) {
    try {
        return STEPS.at(question.at("step"))(question, engine);
    } catch (const ContractError& error) {
        return {{"error", error.what()}};
    }
}

}  // namespace

int main(int count, char** words) {
    try {
        if (count != 3) throw ContractError("name a manifest and a charset");
        const Manifest manifest = parse_manifest(read_file(words[1]));
        const Engine engine(manifest, manifest.models[manifest.default_model],
                            parse_charset(read_file(words[2]), manifest.charset.classes));
        for (std::string line; std::getline(std::cin, line);) {
            std::cout << answer(json::parse(line), engine).dump() << std::endl;
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << "\n";
        return 2;
    }
}
