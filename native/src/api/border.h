// The border between C++ and C: no exception crosses it.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include "detector/image.h"
#include "pocket_ocr.h"

namespace pocket_ocr {

// The caller passed what is none of the accepted arguments.
struct ArgumentError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The caller called what cannot be called now.
struct OrderError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void require_argument(bool holds, const char* sentence);

// Bytes of as many of a UTF-8 text's characters as fit into `limit` bytes.
std::size_t whole_characters(const char* text, std::size_t limit);

// Tell the caller, if they asked.
pocket_ocr_status report(pocket_ocr_error* error, pocket_ocr_status status,
                         const char* message) noexcept;

// What the exception that is being handled means to the caller.
pocket_ocr_status report_exception(pocket_ocr_error* error) noexcept;

// Run what may throw.
template <class Body>
pocket_ocr_status guarded(pocket_ocr_error* error, Body body) noexcept {
    try {
        body();
        return report(error, POCKET_OCR_OK, "");
    } catch (...) {
        return report_exception(error);
    }
}

// The caller's image, checked: its format, its stride, and that it has pixels and all their bytes.
Image checked_image(const pocket_ocr_image* image);

}  // namespace pocket_ocr
