// What the harness needs of a bundle.
#pragma once

#include <cstddef>
#include <string>

#include "api/handles.h"
#include "goldens.h"

namespace pocket_ocr::parity {

struct Bundle {
    pocket_ocr_manifest manifest;
    std::size_t index;  // of the model among the manifest's
    pocket_ocr_engine engine;
    std::string weights;  // their SHA-256
    Goldens goldens;

    const Engine& shared() const { return *engine.shared; }
    pocket_ocr_model model() const;
};

// The bundle in a folder, for its model of a precision, NULL for its default. Throws ArgumentError
// if a file or the precision is missing, ContractError or CharsetError if a file is refused.
Bundle read_bundle(const std::string& folder, const char* precision);

}  // namespace pocket_ocr::parity
