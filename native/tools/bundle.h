// A bundle's folder, opened with the C API.
#pragma once

#include <memory>
#include <string>

#include "contract/manifest.h"
#include "pocket_ocr.h"

// Throw a UserError with the library's message.
void check(pocket_ocr_status status, const pocket_ocr_error& error);

class Bundle {
public:
    // The model of this precision, of the default one if it is empty; with the bundle's lexicon, or
    // without.
    Bundle(const std::string& folder, const std::string& precision, bool with_lexicon);

    const pocket_ocr_engine* engine() const { return engine_.get(); }
    pocket_ocr_facts facts() const { return pocket_ocr_engine_facts(engine()); }

    // The numbers, which the C API keeps to itself: for what looks inside.
    const pocket_ocr::Numbers& numbers() const { return numbers_; }

private:
    std::unique_ptr<pocket_ocr_engine, decltype(&pocket_ocr_engine_close)> engine_;
    pocket_ocr::Numbers numbers_;
};
