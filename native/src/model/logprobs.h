// Log-softmax in integers: the same log-probabilities, bit for bit, on every platform. Mirrors
// model/logprobs.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "contract/manifest.h"
#include "contract/numbers.h"

namespace pocket_ocr {

// The tables of exp and ln, made with additions and floor divisions alone.
class LogTables {
public:
    explicit LogTables(const Numbers& n);

    // Log-softmax of `classes` logits, at most MAX_CLASSES, all <= 0, in 1/LOGPROB_ONE nat.
    //
    // With q = floor(LOGPROB_ONE * logit + 1/2) and m = max q, a log-probability is
    // q - m - round(LOGPROB_ONE * ln sum exp((q - m) / LOGPROB_ONE)). Throws LogitsError if one of
    // them is NaN or infinite.
    void logprobs(const float* logits, std::size_t classes, std::int64_t* found) const;

    // A log-probability, at most 0, as a probability in per mille, rounded down.
    std::int64_t permille(std::int64_t logprob) const;

    // exp(-d / LOGPROB_ONE) in Q32, rounded half up; the last entry is 0.
    const std::vector<std::int64_t>& exp_table() const { return exp_; }

    // exp((k + 1/2) / LOGPROB_ONE) in Q32, rounded half up, up to MAX_CLASSES: as many as are <= s
    // are LOGPROB_ONE * ln(s), rounded to the nearest integer.
    const std::vector<std::int64_t>& log_thresholds() const { return thresholds_; }

private:
    std::int64_t one_;
    std::int64_t limit_;  // of a logit, in the same units
    std::vector<std::int64_t> exp_;
    std::vector<std::int64_t> thresholds_;
};

}  // namespace pocket_ocr
