// com.pocketocr.parity.ParityNative over the C API of native/parity.
#include <cstring>

#include "jni_support.h"
#include "pocket_ocr_parity.h"

using namespace jni;

namespace {

pocket_ocr_parity* parity_of(jlong handle) { return from_handle<pocket_ocr_parity>(handle); }

jbyteArray text_bytes(JNIEnv* env, const char* text) {
    return to_bytes(env, text, std::strlen(text));
}

}  // namespace

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_com_pocketocr_parity_ParityNative_##name

extern "C" {

NATIVE(jlong, open)
(JNIEnv* env, jclass self, jbyteArray bundle, jbyteArray precision, jbyteArray corpus) {
    return guarded(env, self, [&] {
        pocket_ocr_parity* parity;
        pocket_ocr_error error;
        check(pocket_ocr_parity_open(to_text(env, bundle).c_str(), to_text(env, precision).c_str(),
                                     to_text(env, corpus).c_str(), &parity, &error),
              error);
        return to_handle(parity);
    });
}

NATIVE(void, close)(JNIEnv*, jclass, jlong handle) { pocket_ocr_parity_close(parity_of(handle)); }

NATIVE(jint, next)(JNIEnv* env, jclass self, jlong handle, jobject buffer, jint tile) {
    return guarded(env, self, [&] {
        const std::uint8_t* tiles;
        std::size_t count;
        pocket_ocr_error error;
        check(pocket_ocr_parity_next(parity_of(handle), &tiles, &count, &error), error);
        if (count > 0) {
            std::memcpy(address(env, buffer), tiles, count * static_cast<std::size_t>(tile));
        }
        return static_cast<jint>(count);
    });
}

NATIVE(void, give)(JNIEnv* env, jclass self, jlong handle, jobject logits, jint values) {
    guarded(env, self, [&] {
        pocket_ocr_error error;
        check(pocket_ocr_parity_give(parity_of(handle),
                                     static_cast<const float*>(address(env, logits)),
                                     static_cast<std::size_t>(values), &error),
              error);
    });
}

NATIVE(jint, pages)(JNIEnv*, jclass, jlong handle) {
    return static_cast<jint>(pocket_ocr_parity_pages(parity_of(handle)));
}

NATIVE(jobjectArray, page)(JNIEnv* env, jclass self, jlong handle, jint index) {
    return guarded(env, self, [&] {
        pocket_ocr_parity_page_image page;
        pocket_ocr_error error;
        check(pocket_ocr_parity_page(parity_of(handle), static_cast<std::size_t>(index), &page,
                                     &error),
              error);
        const auto* const pixels = static_cast<const char*>(page.image.pixels);
        const jint size[] = {page.image.width, page.image.height};
        const jintArray numbers = made(env->NewIntArray(2));
        env->SetIntArrayRegion(numbers, 0, 2, size);
        const jclass object = made(env->FindClass("java/lang/Object"));
        const jobjectArray parts = made(env->NewObjectArray(4, object, numbers));
        env->SetObjectArrayElement(parts, 1, text_bytes(env, page.name));
        env->SetObjectArrayElement(parts, 2, text_bytes(env, page.file));
        env->SetObjectArrayElement(parts, 3, to_bytes(env, pixels, page.image.size));
        return parts;
    });
}

NATIVE(void, read)
(JNIEnv* env, jclass self, jlong handle, jint index, jint width, jint height, jint rotation) {
    guarded(env, self, [&] {
        pocket_ocr_error error;
        check(pocket_ocr_parity_read(parity_of(handle), static_cast<std::size_t>(index), width,
                                     height, rotation, &error),
              error);
    });
}

NATIVE(void, word)
(JNIEnv* env, jclass self, jlong handle, jint index, jbyteArray text, jintArray corners,
 jint confidence) {
    guarded(env, self, [&] {
        jint at[8];
        env->GetIntArrayRegion(corners, 0, 8, at);
        check(env);
        const pocket_ocr_quad quad{at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]};
        pocket_ocr_error error;
        check(pocket_ocr_parity_word(parity_of(handle), static_cast<std::size_t>(index),
                                     to_text(env, text).c_str(), &quad, confidence, &error),
              error);
    });
}

NATIVE(void, version)
(JNIEnv* env, jclass self, jlong handle, jbyteArray name, jbyteArray version) {
    guarded(env, self, [&] {
        pocket_ocr_error error;
        check(pocket_ocr_parity_version(parity_of(handle), to_text(env, name).c_str(),
                                        to_text(env, version).c_str(), &error),
              error);
    });
}

NATIVE(jbyteArray, report)
(JNIEnv* env, jclass self, jlong handle, jbyteArray runtime, jbyteArray device) {
    return guarded(env, self, [&] {
        const char* json;
        std::size_t size;
        pocket_ocr_error error;
        check(pocket_ocr_parity_report(parity_of(handle), to_text(env, runtime).c_str(),
                                       to_text(env, device).c_str(), &json, &size, &error),
              error);
        return to_bytes(env, json, size);
    });
}

}  // extern "C"
