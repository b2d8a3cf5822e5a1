// Memory that runs out: one or all allocations from some point on fail.
#include <cstdlib>
#include <new>

#include "harness.h"

// OpenCV loses a matrix's pixels where there is no memory for its header.
extern "C" const char* __lsan_default_suppressions() { return "leak:cv::fastMalloc\n"; }

namespace {

constexpr long NEVER = -1;
long countdown = NEVER;  // allocations until one fails
bool recovers = false;   // whether the next one succeeds

void* allocate(std::size_t size) {
    if (countdown == 0) {
        if (recovers) countdown = NEVER;
        throw std::bad_alloc();
    }
    if (countdown > 0) --countdown;
    void* const memory = std::malloc(size > 0 ? size : 1);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return allocate(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string json = bundle_file("manifest.json"), charset = bundle_file("charset.txt"),
                             lexicon = shipped_lexicon();
    static const Drawing page = drawn_page();
    Input input(data, size);
    LogitsOf logits_of = spelled(input);
    const long after = static_cast<long>(input.number(2)) * (1 + input.byte() % 4);
    recovers = input.byte() % 2 == 0;
    const bool opens = input.byte() % 4 == 0;  // else reads
    shipped_engine();

    if (opens) {
        pocket_ocr_error error;
        pocket_ocr_manifest* manifest = nullptr;
        pocket_ocr_engine* engine = nullptr;
        countdown = after;
        pocket_ocr_status status =
            pocket_ocr_manifest_open(json.data(), json.size(), &manifest, &error);
        if (status == POCKET_OCR_OK) {
            status = pocket_ocr_engine_open(manifest, 0, charset.data(), charset.size(), &engine,
                                            &error);
        }
        if (status == POCKET_OCR_OK && !lexicon.empty()) {
            status = pocket_ocr_engine_lexicon(engine, lexicon.data(), lexicon.size(), &error);
        }
        countdown = NEVER;
        must(status == POCKET_OCR_OK || status == POCKET_OCR_MEMORY, error.message);
        pocket_ocr_engine_close(engine);
        pocket_ocr_manifest_close(manifest);
    } else {
        countdown = after;
        pocket_ocr_status status = POCKET_OCR_MEMORY;
        try {
            status = read(shipped_engine(), page.view(), POCKET_OCR_ROTATION_AUTO, logits_of);
        } catch (const std::bad_alloc&) {  // the harness's own
        }
        countdown = NEVER;
        must(status == POCKET_OCR_OK || status == POCKET_OCR_MEMORY, "read, or no memory");
    }
    return 0;
}
