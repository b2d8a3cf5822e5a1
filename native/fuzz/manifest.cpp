// Manifests: any bytes, and the shipped one with any numbers in it. What is accepted must read.
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness.h"

namespace {

using nlohmann::json;

// The shipped manifest without its golden texts, which are long and not looked at.
const json& shipped() {
    static const json manifest = [] {
        json value = json::parse(bundle_file("manifest.json"));
        value.erase("goldens");
        return value;
    }();
    return manifest;
}

// A value at the edges of something, or any.
std::int64_t odd_number(Input& input) {
    const std::uint32_t kind = input.byte() % 8;
    const std::int64_t any = static_cast<std::int32_t>(input.number(4));
    switch (kind) {
        case 0: return any % 4;
        case 1: return any % 256;
        case 2: return any % 65536;
        case 3: return std::int64_t{1} << (input.byte() % 63);
        case 4: return any * any;
        default: return any % 1024;
    }
}

std::string changed(Input& input) {
    json manifest = shipped();
    json& numbers = manifest["numbers"];
    for (std::uint32_t change = input.byte() % 4 + 1; change > 0; --change) {
        auto at = numbers.begin();
        std::advance(at, input.number(2) % numbers.size());
        *at = odd_number(input);
    }
    if (input.byte() % 4 == 0) {
        const std::int64_t width = odd_number(input);
        manifest["tile_widths"] = {width};
        manifest["models"][0]["input"]["shape"] = {1, numbers["STRIP_HEIGHT"], width};
        const std::int64_t step = numbers["STEP"].get<std::int64_t>();
        const std::int64_t steps = step > 0 ? width / step : 0;
        manifest["models"][0]["output"]["shape"] = {1, steps, manifest["charset"]["classes"]};
    }
    return manifest.dump();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const bool raw = input.byte() % 4 == 0;
    LogitsOf logits_of = spelled(input);
    const std::string text =
        raw ? std::string(reinterpret_cast<const char*>(input.data()), input.left())
            : changed(input);

    pocket_ocr_error error;
    pocket_ocr_manifest* manifest = nullptr;
    const pocket_ocr_status status =
        pocket_ocr_manifest_open(text.data(), text.size(), &manifest, &error);
    must(status == POCKET_OCR_OK || status == POCKET_OCR_MANIFEST, error.message);
    must((status == POCKET_OCR_OK) == (manifest != nullptr), "a handle or an error");
    if (manifest == nullptr) {
        must(error.message[0] != '\0', "an error has a message");
        return 0;
    }
    const std::unique_ptr<pocket_ocr_manifest, decltype(&pocket_ocr_manifest_close)> owner(
        manifest, &pocket_ocr_manifest_close);
    must(pocket_ocr_manifest_default_model(manifest) < pocket_ocr_manifest_models(manifest),
         "the default is among the models");

    const std::string charset = raw ? "ab c\n" : bundle_file("charset.txt");
    pocket_ocr_engine* engine = nullptr;
    if (pocket_ocr_engine_open(manifest, 0, charset.data(), charset.size(), &engine, &error) !=
        POCKET_OCR_OK) {
        must(error.status == POCKET_OCR_CHARSET || error.status == POCKET_OCR_MEMORY,
             error.message);
        return 0;
    }
    static const std::string lexicon = shipped_lexicon();
    if (!lexicon.empty()) {
        must(pocket_ocr_engine_lexicon(engine, lexicon.data(), lexicon.size(), &error) ==
                 POCKET_OCR_OK,
             error.message);
    }
    static const Drawing page = drawn_page();
    read(engine, page.view(), POCKET_OCR_ROTATION_AUTO, logits_of);
    pocket_ocr_engine_close(engine);
    return 0;
}
