// com.pocketocr.Native over the C API.
#include <algorithm>
#include <cstring>

#include "jni_support.h"
#include "pack_page.h"

using namespace jni;

// Native.kt and Image.kt name these by number.
static_assert(POCKET_OCR_ARGUMENT == 1 && POCKET_OCR_MANIFEST == 3 && POCKET_OCR_CHARSET == 4 &&
              POCKET_OCR_IMAGE == 5 && POCKET_OCR_LOGITS == 6 && POCKET_OCR_CANCELLED == 7 &&
              POCKET_OCR_MEMORY == 8 && POCKET_OCR_LEXICON == 10);
static_assert(POCKET_OCR_GRAY8 == 1 && POCKET_OCR_RGB888 == 2 && POCKET_OCR_BGR888 == 3 &&
              POCKET_OCR_RGBA8888 == 4 && POCKET_OCR_BGRA8888 == 5 && POCKET_OCR_ARGB_INT == 6 &&
              POCKET_OCR_ROTATION_AUTO == -1);

namespace {

// Pixels in a direct buffer or, if that is null, in an array, which stays where it is for as long
// as this lives: meanwhile neither wait nor call the virtual machine.
class Pixels {
public:
    Pixels(JNIEnv* env, jobject buffer, jobject array, jlongArray layout) : env_(env) {
        jlong at[6];  // offset, size, stride, width, height, format
        env->GetLongArrayRegion(layout, 0, 6, at);
        check(env);
        if (buffer == nullptr) {
            array_ = static_cast<jarray>(array);
            start_ = made(env->GetPrimitiveArrayCritical(array_, nullptr));
        } else {
            start_ = address(env, buffer);
        }
        image.pixels = static_cast<const char*>(start_) + at[0];
        image.size = static_cast<std::size_t>(at[1]);
        image.stride = static_cast<std::size_t>(at[2]);
        image.width = static_cast<std::int32_t>(at[3]);
        image.height = static_cast<std::int32_t>(at[4]);
        image.format = static_cast<std::int32_t>(at[5]);
    }

    ~Pixels() {
        if (array_ != nullptr) env_->ReleasePrimitiveArrayCritical(array_, start_, JNI_ABORT);
    }

    Pixels(const Pixels&) = delete;
    Pixels& operator=(const Pixels&) = delete;

    pocket_ocr_image image;

private:
    JNIEnv* env_;
    jarray array_ = nullptr;
    void* start_ = nullptr;
};

}  // namespace

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_com_pocketocr_Native_##name

extern "C" {

NATIVE(jbyteArray, version)(JNIEnv* env, jclass self) {
    return guarded(env, self, [&] {
        const char* const version = pocket_ocr_version();
        return to_bytes(env, version, std::strlen(version));
    });
}

NATIVE(jlong, manifestOpen)(JNIEnv* env, jclass self, jobject json) {
    return guarded(env, self, [&] {
        pocket_ocr_manifest* manifest;
        pocket_ocr_error error;
        check(pocket_ocr_manifest_open(address(env, json), capacity(env, json), &manifest, &error),
              error);
        return to_handle(manifest);
    });
}

NATIVE(jobjectArray, manifestFacts)(JNIEnv* env, jclass self, jlong handle) {
    return guarded(env, self, [&] {
        const auto* const manifest = from_handle<const pocket_ocr_manifest>(handle);
        Packer packer;
        packer.text(pocket_ocr_manifest_name(manifest));
        packer.text(pocket_ocr_manifest_version(manifest));
        packer.text(pocket_ocr_manifest_charset_file(manifest));
        packer.text(pocket_ocr_manifest_charset_sha256(manifest));
        const char* const lexicon = pocket_ocr_manifest_lexicon_file(manifest);
        packer.text(lexicon != nullptr ? lexicon : "");
        packer.text(lexicon != nullptr ? pocket_ocr_manifest_lexicon_sha256(manifest) : "");
        packer.count(pocket_ocr_manifest_models(manifest));
        packer.count(pocket_ocr_manifest_default_model(manifest));
        return packer.arrays(env);
    });
}

NATIVE(jobjectArray, manifestModel)(JNIEnv* env, jclass self, jlong handle, jint index) {
    return guarded(env, self, [&] {
        pocket_ocr_model model;
        pocket_ocr_error error;
        check(pocket_ocr_manifest_model(from_handle<const pocket_ocr_manifest>(handle),
                                        static_cast<std::size_t>(index), &model, &error),
              error);
        return pack_model(env, model);
    });
}

NATIVE(void, manifestClose)(JNIEnv*, jclass, jlong handle) {
    pocket_ocr_manifest_close(from_handle<pocket_ocr_manifest>(handle));
}

NATIVE(jlong, engineOpen)(JNIEnv* env, jclass self, jlong handle, jint index, jobject charset) {
    return guarded(env, self, [&] {
        pocket_ocr_engine* engine;
        pocket_ocr_error error;
        check(pocket_ocr_engine_open(from_handle<const pocket_ocr_manifest>(handle),
                                     static_cast<std::size_t>(index), address(env, charset),
                                     capacity(env, charset), &engine, &error),
              error);
        return to_handle(engine);
    });
}

NATIVE(void, engineLexicon)(JNIEnv* env, jclass self, jlong handle, jobject lexicon) {
    guarded(env, self, [&] {
        pocket_ocr_error error;
        check(pocket_ocr_engine_lexicon(from_handle<pocket_ocr_engine>(handle),
                                        address(env, lexicon), capacity(env, lexicon), &error),
              error);
    });
}

NATIVE(jobjectArray, engineFacts)(JNIEnv* env, jclass self, jlong handle) {
    return guarded(env, self, [&] {
        const pocket_ocr_facts facts =
            pocket_ocr_engine_facts(from_handle<const pocket_ocr_engine>(handle));
        Packer packer;
        packer.number(facts.batch);
        packer.number64(facts.max_pixels);
        return packer.arrays(env);
    });
}

NATIVE(void, engineClose)(JNIEnv*, jclass, jlong handle) {
    pocket_ocr_engine_close(from_handle<pocket_ocr_engine>(handle));
}

NATIVE(jlong, pageBegin)
(JNIEnv* env, jclass self, jlong handle, jobject buffer, jobject array, jlongArray layout,
 jint rotation) {
    return guarded(env, self, [&] {
        pocket_ocr_page* page;
        pocket_ocr_error error;
        const Pixels pixels(env, buffer, array, layout);
        check(pocket_ocr_page_begin(from_handle<const pocket_ocr_engine>(handle), &pixels.image,
                                    rotation, &page, &error),
              error);
        return to_handle(page);
    });
}

NATIVE(jint, pageNext)(JNIEnv* env, jclass self, jlong handle, jobject buffer, jint tile) {
    return guarded(env, self, [&] {
        const std::uint8_t* tiles;
        std::size_t count;
        pocket_ocr_error error;
        check(pocket_ocr_page_next(from_handle<pocket_ocr_page>(handle), &tiles, &count, &error),
              error);
        if (count > 0) {
            std::memcpy(address(env, buffer), tiles, count * static_cast<std::size_t>(tile));
        }
        return static_cast<jint>(count);
    });
}

NATIVE(void, pageGive)(JNIEnv* env, jclass self, jlong handle, jobject logits, jint values) {
    guarded(env, self, [&] {
        pocket_ocr_error error;
        check(pocket_ocr_page_give(from_handle<pocket_ocr_page>(handle),
                                   static_cast<const float*>(address(env, logits)),
                                   static_cast<std::size_t>(values), &error),
              error);
    });
}

NATIVE(jint, pageProgress)(JNIEnv*, jclass, jlong handle) {
    return pocket_ocr_page_progress(from_handle<const pocket_ocr_page>(handle));
}

NATIVE(void, pageCancel)(JNIEnv*, jclass, jlong handle) {
    pocket_ocr_page_cancel(from_handle<pocket_ocr_page>(handle));
}

NATIVE(jobjectArray, pageResult)(JNIEnv* env, jclass self, jlong handle) {
    return guarded(env, self, [&] {
        pocket_ocr_result result;
        pocket_ocr_error error;
        check(pocket_ocr_page_result(from_handle<pocket_ocr_page>(handle), &result, &error), error);
        return pack_page(env, result);
    });
}

NATIVE(void, pageClose)(JNIEnv*, jclass, jlong handle) {
    pocket_ocr_page_close(from_handle<pocket_ocr_page>(handle));
}

NATIVE(jbyteArray, grey)
(JNIEnv* env, jclass self, jobject buffer, jobject array, jlongArray layout) {
    return guarded(env, self, [&] {
        std::vector<std::uint8_t> grey;
        {
            const Pixels pixels(env, buffer, array, layout);
            const pocket_ocr_image& image = pixels.image;
            // No more than the image has bytes: what is described wrongly is the core's to refuse.
            const std::int64_t wanted = std::int64_t{image.width} * image.height;
            const auto held = static_cast<std::int64_t>(image.size);
            grey.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, std::min(wanted, held))));
            pocket_ocr_error error;
            check(pocket_ocr_grey(&image, grey.data(), grey.size(), &error), error);
        }
        return to_bytes(env, reinterpret_cast<const char*>(grey.data()), grey.size());
    });
}

}  // extern "C"
