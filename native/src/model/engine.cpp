#include "model/engine.h"

namespace pocket_ocr {

Reading Engine::read(const float* logits) const {
    const auto classes = static_cast<std::size_t>(charset.classes());
    std::vector<std::int64_t> found(tile_logits());
    for (std::size_t at = 0; at < found.size(); at += classes) {
        tables.logprobs(logits + at, classes, found.data() + at);
    }
    return greedy(found.data(), static_cast<std::size_t>(steps()), charset, numbers,
                  corrector_.has_value());
}

Checked Engine::check(const Word& word, const Reading& reading) const {
    if (corrector_) return corrector_->check(word, reading, numbers);
    return {word.chars, 0, false};
}

}  // namespace pocket_ocr
