#include "model/calibration.h"

#include <algorithm>

#include "contract/integers.h"

namespace pocket_ocr {

std::int64_t word_feature(const std::vector<Char>& chars, std::int64_t worst) {
    std::int64_t feature = worst;
    for (const Char& c : chars) feature += c.logprob;
    return feature;
}

std::int64_t confidence(const std::vector<Knot>& knots, std::int64_t feature) {
    const auto above =
        std::upper_bound(knots.begin(), knots.end(), feature,
                         [](std::int64_t value, const Knot& knot) { return value < knot.feature; });
    if (above == knots.begin()) return above->confidence;
    const Knot& low = *(above - 1);
    if (above == knots.end()) return low.confidence;
    return low.confidence + floor_div((above->confidence - low.confidence) *
                                          (feature - low.feature),
                                      above->feature - low.feature);
}

}  // namespace pocket_ocr
