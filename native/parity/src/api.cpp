#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/border.h"
#include "bundle.h"
#include "contract/errors.h"
#include "corpus.h"
#include "pocket_ocr_parity.h"
#include "report.h"

using namespace pocket_ocr;
using namespace pocket_ocr::parity;
using Clock = std::chrono::steady_clock;

struct pocket_ocr_parity {
    const Bundle bundle;
    const Corpus corpus;
    Run run;
    std::size_t answered = 0;  // tiles, the golden ones first
    bool out = false;           // whether a batch is
    Clock::time_point since{};  // when it went out
    std::string report{};

    std::size_t goldens() const { return bundle.goldens.count; }
    bool golden() const { return answered < goldens(); }

    // Of the batch that is out, or the next one: of golden tiles alone, or of the corpus' alone.
    std::size_t batch() const {
        const std::size_t end = golden() ? goldens() : goldens() + corpus.count;
        const std::int64_t most = bundle.shared().numbers.TILE_BATCH;
        return std::min(end - answered, static_cast<std::size_t>(most));
    }
};

namespace {

// A text of the caller's for the report.
std::string given(const char* text, const char* name) {
    const bool there = text != nullptr && *text != '\0';
    if (!there) throw ArgumentError(std::string(name) + " is NULL or empty");
    try {
        static_cast<void>(nlohmann::json(text).dump());
    } catch (const nlohmann::json::exception&) {
        throw ArgumentError(std::string(name) + " is not UTF-8");
    }
    return text;
}

std::optional<PageRead>& page_at(pocket_ocr_parity* parity, std::size_t index) {
    require_argument(parity != nullptr, "parity is NULL");
    require_argument(index < parity->run.pages.size(), "the corpus has no page of this index");
    return parity->run.pages[index];
}

// The largest difference between golden logits and those of a runtime.
float apart(const float* golden, const float* logits, std::size_t values) {
    float most = 0;
    for (std::size_t i = 0; i < values; ++i) {
        if (!std::isfinite(logits[i])) throw LogitsError("logits are not finite");
        most = std::max(most, std::abs(logits[i] - golden[i]));
    }
    return most;
}

void take(pocket_ocr_parity& p, const float* logits, double milliseconds) {
    const Engine& engine = p.bundle.shared();
    const std::size_t count = p.batch(), tile = engine.tile_logits();
    if (p.golden()) {
        const float* golden = p.bundle.goldens.logits.data() + p.answered * tile;
        p.run.golden_error = std::max(p.run.golden_error, apart(golden, logits, count * tile));
    } else {
        std::vector<std::vector<Char>> read;
        for (std::size_t i = 0; i < count; ++i) {
            read.push_back(engine.read(logits + i * tile).chars);
        }
        std::move(read.begin(), read.end(), std::back_inserter(p.run.tiles));
        p.run.milliseconds += milliseconds;
    }
    p.answered += count;
    p.out = false;
}

}  // namespace

extern "C" {

pocket_ocr_status pocket_ocr_parity_open(const char* bundle, const char* precision,
                                         const char* corpus, pocket_ocr_parity** parity,
                                         pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        *parity = nullptr;
        require_argument(bundle != nullptr, "bundle is NULL");
        require_argument(corpus != nullptr, "corpus is NULL");
        Bundle model = read_bundle(bundle, precision);
        Corpus tests = read_corpus(corpus, model.shared());
        Run run;
        run.versions["core"] = pocket_ocr_version();
        run.pages.resize(tests.pages.size());
        *parity = new pocket_ocr_parity{std::move(model), std::move(tests), std::move(run)};
    });
}

void pocket_ocr_parity_close(pocket_ocr_parity* parity) { delete parity; }

pocket_ocr_status pocket_ocr_parity_model(const pocket_ocr_parity* parity, pocket_ocr_model* model,
                                          pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        require_argument(model != nullptr, "model is NULL");
        *model = parity->bundle.model();
    });
}

pocket_ocr_facts pocket_ocr_parity_facts(const pocket_ocr_parity* parity) {
    return pocket_ocr_engine_facts(&parity->bundle.engine);
}

pocket_ocr_status pocket_ocr_parity_next(pocket_ocr_parity* parity, const std::uint8_t** tiles,
                                         std::size_t* count, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        require_argument(tiles != nullptr, "tiles is NULL");
        require_argument(count != nullptr, "count is NULL");
        pocket_ocr_parity& p = *parity;
        if (p.out) throw OrderError("tiles are out: give their logits first");
        const std::size_t pixels = p.bundle.shared().tile_pixels();
        *count = p.batch();
        *tiles = p.golden() ? p.bundle.goldens.tiles.data() + p.answered * pixels
                            : p.corpus.tiles.data() + (p.answered - p.goldens()) * pixels;
        p.out = *count > 0;
        p.since = Clock::now();
    });
}

pocket_ocr_status pocket_ocr_parity_give(pocket_ocr_parity* parity, const float* logits,
                                         std::size_t values, pocket_ocr_error* error) {
    const Clock::time_point now = Clock::now();
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        require_argument(logits != nullptr, "logits is NULL");
        if (!parity->out) throw OrderError("no tiles are out: ask for the next first");
        if (values != parity->batch() * parity->bundle.shared().tile_logits()) {
            throw LogitsError("values is not steps x classes of the tiles that are out");
        }
        const std::chrono::duration<double, std::milli> passed = now - parity->since;
        take(*parity, logits, passed.count());
    });
}

std::size_t pocket_ocr_parity_pages(const pocket_ocr_parity* parity) {
    return parity->corpus.pages.size();
}

pocket_ocr_status pocket_ocr_parity_page(const pocket_ocr_parity* parity, std::size_t index,
                                         pocket_ocr_parity_page_image* page,
                                         pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        require_argument(page != nullptr, "page is NULL");
        const auto& pages = parity->corpus.pages;
        require_argument(index < pages.size(), "the corpus has no page of this index");
        const CorpusPage& found = pages[index];
        const Grey& grey = found.grey;
        *page = {found.name.c_str(),
                 found.path.c_str(),
                 {grey.pixels.data(), grey.pixels.size(), static_cast<std::size_t>(grey.width),
                  grey.width, grey.height, POCKET_OCR_GRAY8}};
    });
}

pocket_ocr_status pocket_ocr_parity_read(pocket_ocr_parity* parity, std::size_t index,
                                         std::int32_t width, std::int32_t height,
                                         std::int32_t rotation, pocket_ocr_error* error) {
    return guarded(error, [&] { page_at(parity, index) = PageRead{width, height, rotation, {}}; });
}

pocket_ocr_status pocket_ocr_parity_word(pocket_ocr_parity* parity, std::size_t index,
                                         const char* text, const pocket_ocr_quad* quad,
                                         std::int32_t confidence, pocket_ocr_error* error) {
    return guarded(error, [&] {
        std::optional<PageRead>& page = page_at(parity, index);
        require_argument(quad != nullptr, "quad is NULL");
        WordRead word{given(text, "text"), *quad, confidence};
        if (!page) throw OrderError("the page was not read: call read before its words");
        page->words.push_back(std::move(word));
    });
}

pocket_ocr_status pocket_ocr_parity_version(pocket_ocr_parity* parity, const char* name,
                                            const char* version, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        parity->run.versions[given(name, "name")] = given(version, "version");
    });
}

pocket_ocr_status pocket_ocr_parity_report(pocket_ocr_parity* parity, const char* runtime,
                                           const char* device, const char** json,
                                           std::size_t* size, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(parity != nullptr, "parity is NULL");
        require_argument(json != nullptr, "json is NULL");
        require_argument(size != nullptr, "size is NULL");
        pocket_ocr_parity& p = *parity;
        const Subject subject{given(runtime, "runtime"), given(device, "device"), p.bundle.weights,
                              p.bundle.model()};
        if (p.run.tiles.size() != p.corpus.count) {
            throw OrderError("not all tiles are answered: go on with next and give");
        }
        for (std::size_t i = 0; i < p.run.pages.size(); ++i) {
            if (!p.run.pages[i]) throw OrderError(p.corpus.pages[i].name + " was not read yet");
        }
        p.report = report_json(p.run, subject, p.corpus, p.bundle.shared().charset);
        *json = p.report.c_str();
        *size = p.report.size();
    });
}

}  // extern "C"
