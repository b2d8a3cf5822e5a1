// The manifest of a bundle: what the core must know to feed the net and to decode its output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/numbers.h"

namespace pocket_ocr {

constexpr int64_t MANIFEST_MAJOR = 3;  // versions that are read: this one's,
constexpr int64_t MANIFEST_MINOR = 0;  // also later minor ones, whose additions are ignored

constexpr int64_t MAX_CLASSES = 4096;  // the sums of so many exponentials stay within int64

// Name, dtype (numpy's name) and static shape of a model's input or output.
struct TensorInfo {
    std::string name;
    std::string dtype;
    std::vector<int64_t> shape;
};

// A model. Input: grey tile, uint8 [1, 32, W]. Output: logits, float32 [1, T, C].
struct ModelInfo {
    std::string file;
    std::string precision;
    std::string sha256;
    int64_t bytes;
    TensorInfo input;
    TensorInfo output;

    int64_t tile_width() const { return input.shape[2]; }
    int64_t steps() const { return output.shape[1]; }
};

// The charset's file (UTF-8, class 1 first), the number of classes, and CTC's blank.
struct CharsetInfo {
    std::string file;
    std::string sha256;
    int64_t classes;
    int64_t blank;
};

// The lexicon's file.
struct LexiconInfo {
    std::string file;
    std::string sha256;
};

// A point of the map from a word's feature to its confidence in per mille.
struct Knot {
    int64_t feature;
    int64_t confidence;
};

// The keys of `manifest.json` that a device needs; the others are for those who made it.
struct Manifest {
    std::string name;
    std::string version;
    Numbers numbers;
    std::vector<int64_t> tile_widths;
    CharsetInfo charset;
    std::optional<LexiconInfo> lexicon;
    std::vector<Knot> calibration;
    std::vector<ModelInfo> models;
    size_t default_model;  // index into `models`
};

// The manifest in JSON text, whose values lie within what this library computes with safely and do
// not contradict each other; a ContractError names the key otherwise.
Manifest parse_manifest(std::string_view json);

}  // namespace pocket_ocr
