#include "bundle.h"

#include "api/handles.h"
#include "files.h"

namespace {

constexpr std::int64_t MOST_BYTES = 1 << 24;  // of a manifest, charset or lexicon

std::size_t model_of(const pocket_ocr_manifest* manifest, const std::string& precision) {
    if (precision.empty()) return pocket_ocr_manifest_default_model(manifest);
    std::string held;
    for (std::size_t i = 0; i < pocket_ocr_manifest_models(manifest); ++i) {
        pocket_ocr_error error;
        pocket_ocr_model model;
        check(pocket_ocr_manifest_model(manifest, i, &model, &error), error);
        if (model.precision == precision) return i;
        held += (held.empty() ? "" : ", ") + std::string(model.precision);
    }
    throw UserError("the bundle holds no " + precision + " model, only " + held);
}

}  // namespace

void check(pocket_ocr_status status, const pocket_ocr_error& error) {
    if (status != POCKET_OCR_OK) throw UserError(error.message);
}

Bundle::Bundle(const std::string& folder, const std::string& precision, bool with_lexicon)
    : engine_(nullptr, &pocket_ocr_engine_close) {
    pocket_ocr_error error;
    const Bytes json = read_file(folder + "/manifest.json", MOST_BYTES);
    pocket_ocr_manifest* opened = nullptr;
    check(pocket_ocr_manifest_open(json.data(), json.size(), &opened, &error), error);
    const std::unique_ptr<pocket_ocr_manifest, decltype(&pocket_ocr_manifest_close)> manifest(
        opened, &pocket_ocr_manifest_close);
    const std::string file = pocket_ocr_manifest_charset_file(opened);
    const Bytes charset = read_file(folder + "/" + file, MOST_BYTES);
    pocket_ocr_engine* engine = nullptr;
    check(pocket_ocr_engine_open(opened, model_of(opened, precision), charset.data(),
                                 charset.size(), &engine, &error),
          error);
    engine_.reset(engine);
    const char* const words = pocket_ocr_manifest_lexicon_file(opened);
    if (with_lexicon && words != nullptr) {
        const Bytes lexicon = read_file(folder + "/" + words, MOST_BYTES);
        check(pocket_ocr_engine_lexicon(engine, lexicon.data(), lexicon.size(), &error), error);
    }
    numbers_ = engine->shared->numbers;
}
