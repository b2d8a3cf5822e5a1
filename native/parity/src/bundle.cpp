#include "bundle.h"

#include <memory>
#include <utility>

#include "contract/charset.h"
#include "contract/errors.h"
#include "contract/json.h"
#include "contract/manifest.h"
#include "files.h"

namespace pocket_ocr::parity {
namespace {

constexpr const char* ADVICE = "name a bundle's folder";

std::size_t model_of(const Manifest& manifest, const char* precision) {
    if (precision == nullptr) return manifest.default_model;
    std::string held;
    for (std::size_t i = 0; i < manifest.models.size(); ++i) {
        if (manifest.models[i].precision == precision) return i;
        held += (i == 0 ? "" : ", ") + manifest.models[i].precision;
    }
    throw ArgumentError("the bundle holds no model of this precision, only " + held);
}

// A text that only those who made the bundle need.
const std::string& text_at(const Json& manifest, const char* object, const char* key) {
    const Json* const outer = manifest.find(object);
    const Json* const found = outer == nullptr ? nullptr : outer->find(key);
    if (found == nullptr || found->kind != Json::Kind::TEXT) {
        throw ContractError(std::string("the manifest lacks ") + object + "." + key +
                            ": export the bundle anew");
    }
    return found->text;
}

}  // namespace

pocket_ocr_model Bundle::model() const {
    pocket_ocr_model found;
    pocket_ocr_manifest_model(&manifest, index, &found, nullptr);
    return found;
}

Bundle read_bundle(const std::string& folder, const char* precision) {
    const std::string text = read_file(folder, "manifest.json", ADVICE);
    Manifest manifest = parse_manifest(text);
    const std::size_t index = model_of(manifest, precision);
    const std::string charset = read_file(folder, manifest.charset.file, ADVICE);
    auto engine = std::make_shared<const Engine>(
        manifest, manifest.models[index], parse_charset(charset, manifest.charset.classes));
    const Json all = parse_json(text);
    const std::string file = text_at(all, "goldens", "file");
    Goldens goldens = parse_goldens(read_file(folder, file, ADVICE), *engine);
    return {pocket_ocr_manifest{std::move(manifest)}, index, pocket_ocr_engine{std::move(engine)},
            text_at(all, "weights", "sha256"), std::move(goldens)};
}

}  // namespace pocket_ocr::parity
