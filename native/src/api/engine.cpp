#include "model/engine.h"

#include <cstring>

#include "api/handles.h"
#include "contract/errors.h"

using namespace pocket_ocr;

extern "C" {

pocket_ocr_status pocket_ocr_engine_open(const pocket_ocr_manifest* manifest, std::size_t index,
                                         const void* charset, std::size_t size,
                                         pocket_ocr_engine** engine, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(engine != nullptr, "engine is NULL");
        *engine = nullptr;
        require_argument(manifest != nullptr, "manifest is NULL");
        require_argument(charset != nullptr, "charset is NULL");
        const Manifest& m = manifest->content;
        require_argument(index < m.models.size(), "the manifest has no model of this index");
        const std::string_view bytes(static_cast<const char*>(charset), size);
        *engine = new pocket_ocr_engine{std::make_shared<const Engine>(
            m, m.models[index], parse_charset(bytes, m.charset.classes))};
    });
}

void pocket_ocr_engine_close(pocket_ocr_engine* engine) { delete engine; }

pocket_ocr_status pocket_ocr_engine_lexicon(pocket_ocr_engine* engine, const void* lexicon,
                                            std::size_t size, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(engine != nullptr, "engine is NULL");
        require_argument(lexicon != nullptr, "lexicon is NULL");
        const std::string_view bytes(static_cast<const char*>(lexicon), size);
        engine->shared = std::make_shared<const Engine>(*engine->shared, parse_lexicon(bytes));
    });
}

pocket_ocr_facts pocket_ocr_engine_facts(const pocket_ocr_engine* engine) {
    const Engine& e = *engine->shared;
    return {static_cast<std::int32_t>(e.tile_width),
            static_cast<std::int32_t>(e.numbers.STRIP_HEIGHT),
            static_cast<std::int32_t>(e.steps()),
            static_cast<std::int32_t>(e.charset.classes()),
            0,
            static_cast<std::int32_t>(e.numbers.TILE_BATCH),
            e.numbers.MAX_PIXELS};
}

pocket_ocr_status pocket_ocr_engine_decode(const pocket_ocr_engine* engine, const float* logits,
                                           std::size_t values, char* text, std::size_t capacity,
                                           std::size_t* size, pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_argument(engine != nullptr, "engine is NULL");
        require_argument(logits != nullptr, "logits is NULL");
        require_argument(text != nullptr || capacity == 0, "text is NULL");
        require_argument(size != nullptr, "size is NULL");
        const Engine& e = *engine->shared;
        if (values != e.tile_logits()) {
            throw LogitsError("values is not steps x classes of one tile");
        }
        const std::string found = text_of(e.read(logits).chars, e.charset);
        *size = found.size();
        if (capacity > 0) {
            const std::size_t copied = whole_characters(found.c_str(), capacity - 1);
            std::memcpy(text, found.data(), copied);
            text[copied] = '\0';
        }
    });
}

}  // extern "C"
