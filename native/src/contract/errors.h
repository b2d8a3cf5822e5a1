// Errors that carry a sentence for the user: what is wrong and what to do.
#pragma once

#include <stdexcept>

namespace pocket_ocr {

// Something does not fit the contract: a manifest, a charset, logits.
struct ContractError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A charset that is not the one which the manifest describes.
struct CharsetError : ContractError {
    using ContractError::ContractError;
};

// What is not a lexicon, or a damaged one.
struct LexiconError : ContractError {
    using ContractError::ContractError;
};

// Logits of another size than asked for, or that are not finite.
struct LogitsError : ContractError {
    using ContractError::ContractError;
};

// An image lies outside the accepted limits.
struct ImageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The caller asked to stop.
struct Cancelled : std::runtime_error {
    Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace pocket_ocr
