#include "contract/manifest.h"

#include "api/handles.h"

using namespace pocket_ocr;

extern "C" {

pocket_ocr_status pocket_ocr_manifest_open(const void* json, std::size_t size,
                                           pocket_ocr_manifest** manifest,
                                           pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(manifest != nullptr, "manifest is NULL");
        *manifest = nullptr;
        require_argument(json != nullptr, "json is NULL");
        const std::string_view text(static_cast<const char*>(json), size);
        *manifest = new pocket_ocr_manifest{parse_manifest(text)};
    });
}

void pocket_ocr_manifest_close(pocket_ocr_manifest* manifest) { delete manifest; }

const char* pocket_ocr_manifest_name(const pocket_ocr_manifest* manifest) {
    return manifest->content.name.c_str();
}

const char* pocket_ocr_manifest_version(const pocket_ocr_manifest* manifest) {
    return manifest->content.version.c_str();
}

const char* pocket_ocr_manifest_charset_file(const pocket_ocr_manifest* manifest) {
    return manifest->content.charset.file.c_str();
}

const char* pocket_ocr_manifest_charset_sha256(const pocket_ocr_manifest* manifest) {
    return manifest->content.charset.sha256.c_str();
}

const char* pocket_ocr_manifest_lexicon_file(const pocket_ocr_manifest* manifest) {
    const auto& lexicon = manifest->content.lexicon;
    return lexicon ? lexicon->file.c_str() : nullptr;
}

const char* pocket_ocr_manifest_lexicon_sha256(const pocket_ocr_manifest* manifest) {
    const auto& lexicon = manifest->content.lexicon;
    return lexicon ? lexicon->sha256.c_str() : nullptr;
}

std::size_t pocket_ocr_manifest_models(const pocket_ocr_manifest* manifest) {
    return manifest->content.models.size();
}

std::size_t pocket_ocr_manifest_default_model(const pocket_ocr_manifest* manifest) {
    return manifest->content.default_model;
}

pocket_ocr_status pocket_ocr_manifest_model(const pocket_ocr_manifest* manifest, std::size_t index,
                                            pocket_ocr_model* model, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(manifest != nullptr, "manifest is NULL");
        require_argument(model != nullptr, "model is NULL");
        const Manifest& m = manifest->content;
        require_argument(index < m.models.size(), "the manifest has no model of this index");
        const ModelInfo& info = m.models[index];
        *model = {info.file.c_str(),
                  info.sha256.c_str(),
                  info.bytes,
                  info.precision.c_str(),
                  info.input.name.c_str(),
                  info.output.name.c_str(),
                  static_cast<std::int32_t>(info.tile_width()),
                  static_cast<std::int32_t>(m.numbers.STRIP_HEIGHT),
                  static_cast<std::int32_t>(info.steps()),
                  static_cast<std::int32_t>(m.charset.classes)};
    });
}

}  // extern "C"
