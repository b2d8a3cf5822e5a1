// JNI in C++: errors become exceptions, texts cross in UTF-8, many values cross in two arrays.
#pragma once

#include <cstdint>
#include <jni.h>
#include <new>
#include <string>
#include <vector>

#include "pocket_ocr.h"

namespace jni {

// What a C function reported.
struct Failed {
    pocket_ocr_error error;
};

// A Java exception is waiting: return at once.
struct Pending {};

inline void check(pocket_ocr_status status, const pocket_ocr_error& error) {
    if (status != POCKET_OCR_OK) throw Failed{error};
}

// A reference that the machine has just made; NULL means that it has thrown.
template <class Reference>
Reference made(Reference reference) {
    if (reference == nullptr) throw Pending{};
    return reference;
}

inline void check(JNIEnv* env) {
    if (env->ExceptionCheck()) throw Pending{};
}

// NewStringUTF takes modified UTF-8, which encodes zero and what lies beyond U+FFFF otherwise:
// strings are made of these bytes in Kotlin.
inline jbyteArray to_bytes(JNIEnv* env, const char* data, std::size_t size) {
    const auto length = static_cast<jsize>(size);
    const jbyteArray array = made(env->NewByteArray(length));
    env->SetByteArrayRegion(array, 0, length, reinterpret_cast<const jbyte*>(data));
    return array;
}

// UTF-8 of a ByteArray.
inline std::string to_text(JNIEnv* env, jbyteArray bytes) {
    std::string text(static_cast<std::size_t>(env->GetArrayLength(bytes)), '\0');
    env->GetByteArrayRegion(bytes, 0, static_cast<jsize>(text.size()),
                            reinterpret_cast<jbyte*>(text.data()));
    check(env);
    return text;
}

// Throw by the class's own `static void raise(int status, byte[] message)`, so that neither
// exceptions nor their constructors are looked up by name.
inline void raise(JNIEnv* env, jclass self, pocket_ocr_status status, const std::string& message) {
    try {
        const jmethodID method = made(env->GetStaticMethodID(self, "raise", "(I[B)V"));
        const jbyteArray bytes = to_bytes(env, message.data(), message.size());
        env->CallStaticVoidMethod(self, method, static_cast<jint>(status), bytes);
    } catch (const Pending&) {
    }
}

// The value of `body`; no C++ exception leaves it.
template <class Body>
auto guarded(JNIEnv* env, jclass self, Body body) -> decltype(body()) {
    using Value = decltype(body());
    try {
        return body();
    } catch (const Failed& failed) {
        raise(env, self, failed.error.status, failed.error.message);
    } catch (const std::bad_alloc&) {
        raise(env, self, POCKET_OCR_MEMORY, "there is not enough memory");
    } catch (const Pending&) {
    }
    return Value();
}

template <class T>
jlong to_handle(T* pointer) {
    return static_cast<jlong>(reinterpret_cast<std::intptr_t>(pointer));
}

template <class T>
T* from_handle(jlong handle) {
    return reinterpret_cast<T*>(static_cast<std::intptr_t>(handle));
}

// Start of a direct buffer: of one without bytes it may be NULL, which the core takes for a mistake.
inline void* address(JNIEnv* env, jobject buffer) {
    static char empty;
    void* const start = env->GetDirectBufferAddress(buffer);
    return start != nullptr ? start : &empty;
}

inline std::size_t capacity(JNIEnv* env, jobject buffer) {
    return static_cast<std::size_t>(env->GetDirectBufferCapacity(buffer));
}

// Numbers, and texts one after the other with their lengths among the numbers: an Object[] of
// int[] and byte[]. Two references, however many words a page has.
class Packer {
public:
    void number(std::int32_t value) { numbers_.push_back(value); }

    void count(std::size_t value) { number(static_cast<std::int32_t>(value)); }

    void number64(std::int64_t value) {
        number(static_cast<std::int32_t>(value & 0xffffffff));
        number(static_cast<std::int32_t>(value >> 32));
    }

    void text(const char* value) { text(value, std::char_traits<char>::length(value)); }

    void text(const char* value, std::size_t size) {
        count(size);
        texts_.append(value, size);
    }

    jobjectArray arrays(JNIEnv* env) const {
        const auto size = static_cast<jsize>(numbers_.size());
        const jintArray numbers = made(env->NewIntArray(size));
        env->SetIntArrayRegion(numbers, 0, size, numbers_.data());
        const jbyteArray texts = to_bytes(env, texts_.data(), texts_.size());
        const jclass object = made(env->FindClass("java/lang/Object"));
        const jobjectArray both = made(env->NewObjectArray(2, object, numbers));
        env->SetObjectArrayElement(both, 1, texts);
        return both;
    }

private:
    std::vector<jint> numbers_;
    std::string texts_;
};

// See Packed.model of the Kotlin side.
inline jobjectArray pack_model(JNIEnv* env, const pocket_ocr_model& model) {
    Packer packer;
    packer.text(model.file);
    packer.text(model.sha256);
    packer.number64(model.bytes);
    packer.text(model.precision);
    packer.text(model.input);
    packer.text(model.output);
    for (const std::int32_t number :
         {model.tile_width, model.tile_height, model.steps, model.classes}) {
        packer.number(number);
    }
    return packer.arrays(env);
}

}  // namespace jni
