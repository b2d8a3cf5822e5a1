#include "detector/ink.h"

#include <opencv2/imgproc.hpp>

namespace pocket_ocr {

cv::Mat ink_of(const cv::Mat& image, const Numbers& n) {
    cv::Mat ink;
    cv::adaptiveThreshold(image, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                          static_cast<int>(n.PILOT_BLOCK), static_cast<double>(n.PILOT_OFFSET));
    return ink;
}

}  // namespace pocket_ocr
