#include "report.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace pocket_ocr::parity {
namespace {

using Json = nlohmann::json;

constexpr int REPORT_VERSION = 1;

Json tile_json(const std::vector<Char>& read, const Charset& charset) {
    Json chars = Json::array();
    for (const Char& c : read) chars.push_back({c.first, c.last, c.peak, c.logprob});
    return {{"text", text_of(read, charset)}, {"chars", chars}};
}

Json word_json(const WordRead& word) {
    const pocket_ocr_quad& q = word.quad;
    return {{"text", word.text},
            {"quad", {q.x0, q.y0, q.x1, q.y1, q.x2, q.y2, q.x3, q.y3}},
            {"confidence", word.confidence}};
}

Json page_json(const PageRead& page, const std::string& name) {
    Json words = Json::array();
    for (const WordRead& word : page.words) words.push_back(word_json(word));
    return {{"name", name},
            {"width", page.width},
            {"height", page.height},
            {"rotation", page.rotation},
            {"words", words}};
}

}  // namespace

std::string report_json(const Run& run, const Subject& subject, const Corpus& corpus,
                        const Charset& charset) {
    Json tiles = Json::array(), pages = Json::array();
    for (const auto& tile : run.tiles) tiles.push_back(tile_json(tile, charset));
    for (std::size_t i = 0; i < corpus.pages.size(); ++i) {
        pages.push_back(page_json(run.pages[i].value(), corpus.pages[i].name));
    }
    const double microseconds = 1000 * run.milliseconds / static_cast<double>(corpus.count);
    const Json made = {{"runtime", subject.runtime},
                       {"device", subject.device},
                       {"versions", run.versions},
                       {"file", subject.model.file},
                       {"precision", subject.model.precision},
                       {"sha256", subject.model.sha256},
                       {"bytes", subject.model.bytes},
                       {"ms_per_tile", std::round(microseconds) / 1000},
                       {"golden_error", run.golden_error},
                       {"measured", Json::object()},
                       {"tiles", tiles},
                       {"pages", pages}};
    const Json report = {{"format_version", REPORT_VERSION},
                         {"weights", subject.weights},
                         {"corpus", corpus.digest},
                         {"runs", Json::array({made})},
                         {"results", Json::array()}};
    return report.dump() + "\n";
}

}  // namespace pocket_ocr::parity
