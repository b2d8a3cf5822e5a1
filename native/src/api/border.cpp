#include "api/border.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <opencv2/core.hpp>

#include "contract/errors.h"

namespace pocket_ocr {

constexpr const char* NO_MEMORY = "there is not enough memory";

static_assert(CV_VERSION_MAJOR == 4, "only OpenCV 4 has been compared with the reference");

std::size_t whole_characters(const char* text, std::size_t limit) {
    std::size_t size = std::strlen(text);
    if (size <= limit) return size;
    for (size = limit; size > 0 && (text[size] & 0xC0) == 0x80; --size) {
    }
    return size;
}

void require_argument(bool holds, const char* sentence) {
    if (!holds) throw ArgumentError(sentence);
}

pocket_ocr_status report(pocket_ocr_error* error, pocket_ocr_status status,
                         const char* message) noexcept {
    if (error != nullptr) {
        // What is quoted may be any bytes; what is told is printable ASCII.
        const std::size_t size = std::min(std::strlen(message), sizeof error->message - 1);
        const auto printable = [](char c) { return ' ' <= c && c <= '~' ? c : '?'; };
        error->status = status;
        *std::transform(message, message + size, error->message, printable) = '\0';
    }
    return status;
}

pocket_ocr_status report_exception(pocket_ocr_error* error) noexcept {
    try {
        throw;
    } catch (const ArgumentError& e) {
        return report(error, POCKET_OCR_ARGUMENT, e.what());
    } catch (const OrderError& e) {
        return report(error, POCKET_OCR_ORDER, e.what());
    } catch (const CharsetError& e) {
        return report(error, POCKET_OCR_CHARSET, e.what());
    } catch (const LexiconError& e) {
        return report(error, POCKET_OCR_LEXICON, e.what());
    } catch (const LogitsError& e) {
        return report(error, POCKET_OCR_LOGITS, e.what());
    } catch (const ContractError& e) {
        return report(error, POCKET_OCR_MANIFEST, e.what());
    } catch (const ImageError& e) {
        return report(error, POCKET_OCR_IMAGE, e.what());
    } catch (const Cancelled& e) {
        return report(error, POCKET_OCR_CANCELLED, e.what());
    } catch (const std::bad_alloc&) {
        return report(error, POCKET_OCR_MEMORY, NO_MEMORY);
    } catch (const cv::Exception& e) {
        const bool memory = e.code == cv::Error::StsNoMem;
        return report(error, memory ? POCKET_OCR_MEMORY : POCKET_OCR_INTERNAL,
                      memory ? NO_MEMORY : e.what());
    } catch (const std::exception& e) {
        return report(error, POCKET_OCR_INTERNAL, e.what());
    } catch (...) {
        return report(error, POCKET_OCR_INTERNAL, "an exception of unknown type");
    }
}

}  // namespace pocket_ocr

extern "C" {

const char* pocket_ocr_error_message(const pocket_ocr_error* error) {
    return error == nullptr ? "" : error->message;
}

const char* pocket_ocr_version(void) { return POCKET_OCR_VERSION; }

}  // extern "C"
