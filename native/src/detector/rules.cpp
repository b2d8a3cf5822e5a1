#include "detector/rules.h"

#include <opencv2/imgproc.hpp>

#include "detector/ink.h"

namespace pocket_ocr {
namespace {

// Structuring element across rules: tall for horizontal ones, wide for vertical ones.
cv::Mat element(bool across, std::int64_t length, std::int64_t thickness) {
    const int l = static_cast<int>(length), t = static_cast<int>(thickness);
    return across ? cv::Mat::ones(t, l, CV_8U) : cv::Mat::ones(l, t, CV_8U);
}

// Mask uint8 [h, w], 255 on the horizontal or, `across`, on the vertical rules of an ink mask;
// empty if there are none.
cv::Mat rule_mask(const cv::Mat& ink, bool across, const Numbers& n) {
    cv::Mat runs, thick;
    cv::morphologyEx(ink, runs, cv::MORPH_OPEN, element(!across, n.RULE_LENGTH, 1));
    if (cv::countNonZero(runs) == 0) return {};
    cv::morphologyEx(runs, thick, cv::MORPH_OPEN, element(across, n.RULE_THICKNESS + 1, 1));
    cv::subtract(runs, thick, runs);
    return cv::countNonZero(runs) == 0 ? cv::Mat() : runs;
}

}  // namespace

cv::Mat remove_rules(const cv::Mat& image, const Numbers& n) {
    const cv::Mat ink = ink_of(image, n);
    cv::Mat result = image;
    for (const bool across : {false, true}) {
        const cv::Mat mask = rule_mask(ink, across, n);
        if (mask.empty()) continue;
        cv::Mat painted, kept;
        cv::dilate(result, painted, element(across, 2 * n.RULE_REACH + 1, 1));
        cv::dilate(mask, kept, element(across, 2 * n.RULE_EDGE + 1, 2 * n.RULE_ENDS + 1));
        cv::bitwise_not(kept, kept);
        result.copyTo(painted, kept);
        result = painted;
    }
    return result;
}

}  // namespace pocket_ocr
