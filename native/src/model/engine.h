// What reading needs of a bundle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "contract/charset.h"
#include "contract/manifest.h"
#include "contract/numbers.h"
#include "model/correction.h"
#include "model/decode.h"
#include "model/logprobs.h"

namespace pocket_ocr {

// A model of a bundle, but for its runtime, which is the caller's. Does not change once made.
class Engine {
public:
    Engine(const Manifest& manifest, const ModelInfo& model, Charset its_charset)
        : numbers(manifest.numbers),
          charset(std::move(its_charset)),
          calibration(manifest.calibration),
          tile_width(model.tile_width()),
          tables(manifest.numbers) {}

    // The same, but with a lexicon that words are corrected by.
    Engine(const Engine& engine, Lexicon lexicon) : Engine(engine) {
        corrector_.emplace(std::move(lexicon), charset);
    }

    std::int64_t steps() const { return tile_width / numbers.STEP; }
    std::size_t tile_pixels() const {
        return static_cast<std::size_t>(numbers.STRIP_HEIGHT * tile_width);
    }
    std::size_t tile_logits() const {
        return static_cast<std::size_t>(steps() * charset.classes());
    }

    // What stands on a tile, by its logits [steps, classes]. Throws LogitsError if they are not
    // finite.
    Reading read(const float* logits) const;

    // A word of a reading, corrected if there is a lexicon and it knows a likelier one.
    Checked check(const Word& word, const Reading& reading) const;

    // What words are corrected by; nullptr without a lexicon.
    const Corrector* corrector() const { return corrector_ ? &*corrector_ : nullptr; }

    const Numbers numbers;
    const Charset charset;
    const std::vector<Knot> calibration;
    const std::int64_t tile_width;
    const LogTables tables;

private:
    Engine(const Engine&) = default;

    std::optional<Corrector> corrector_;
};

}  // namespace pocket_ocr
