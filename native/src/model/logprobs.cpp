#include "model/logprobs.h"

#include <algorithm>
#include <cmath>

#include "contract/errors.h"

namespace pocket_ocr {
namespace {

constexpr std::int64_t EXP_NATS = 23;  // exp(-23) in Q32 rounds to 0
constexpr int EXP_BITS = 62;
constexpr int GROWTH_BITS = 50;  // Q50 * MAX_CLASSES still fits into int64
constexpr int TABLE_BITS = 32;
constexpr int TERMS = 6;  // the 7th lies beyond the tables' resolution

// value * exp(sign / divisor) for value >= 0: Taylor's series with floor divisions.
std::int64_t times_exp(std::int64_t value, std::int64_t divisor, int sign) {
    std::int64_t total = value, term = value;
    for (int k = 1; k <= TERMS; ++k) {
        term /= divisor * k;
        total += sign > 0 || k % 2 == 0 ? term : -term;
    }
    return total;
}

// A fixed-point value >= 0 with so many bits fewer, rounded half up.
std::int64_t rounded(std::int64_t value, int bits) {
    return (value + (std::int64_t{1} << (bits - 1))) >> bits;
}

}  // namespace

LogTables::LogTables(const Numbers& n) : one_(n.LOGPROB_ONE), limit_(n.LOGIT_LIMIT) {
    std::int64_t value = std::int64_t{1} << EXP_BITS;
    exp_.reserve(static_cast<std::size_t>(EXP_NATS * one_) + 1);
    for (std::int64_t d = 0; d < EXP_NATS * one_; ++d) {
        exp_.push_back(rounded(value, EXP_BITS - TABLE_BITS));
        value = times_exp(value, one_, -1);
    }
    exp_.push_back(0);
    value = times_exp(std::int64_t{1} << GROWTH_BITS, 2 * one_, +1);
    while (value <= MAX_CLASSES << GROWTH_BITS) {
        thresholds_.push_back(rounded(value, GROWTH_BITS - TABLE_BITS));
        value = times_exp(value, one_, +1);
    }
}

void LogTables::logprobs(const float* logits, std::size_t classes, std::int64_t* found) const {
    const double limit = static_cast<double>(limit_) / static_cast<double>(one_);
    std::int64_t best = -limit_;
    for (std::size_t k = 0; k < classes; ++k) {
        if (!std::isfinite(logits[k])) {
            throw LogitsError("the net returned logits that are not finite; check its weights");
        }
        // A double holds LOGPROB_ONE * float + 1/2 without a rounding that could cross an integer.
        const double logit = std::clamp(static_cast<double>(logits[k]), -limit, limit);
        const double scaled = std::floor(logit * static_cast<double>(one_) + 0.5);
        found[k] = static_cast<std::int64_t>(scaled);
        best = std::max(best, found[k]);
    }
    const auto last = static_cast<std::int64_t>(exp_.size()) - 1;
    std::int64_t total = 0;
    for (std::size_t k = 0; k < classes; ++k) {
        found[k] -= best;
        total += exp_[static_cast<std::size_t>(std::min(-found[k], last))];
    }
    const auto above = std::upper_bound(thresholds_.begin(), thresholds_.end(), total);
    const std::int64_t log = above - thresholds_.begin();
    for (std::size_t k = 0; k < classes; ++k) found[k] -= log;
}

std::int64_t LogTables::permille(std::int64_t logprob) const {
    const auto last = static_cast<std::int64_t>(exp_.size()) - 1;
    return exp_[static_cast<std::size_t>(std::min(-logprob, last))] * 1000 >> TABLE_BITS;
}

}  // namespace pocket_ocr
