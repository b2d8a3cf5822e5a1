#include "commands.h"

#include <opencv2/core/mat.hpp>

#include "detector/trace.h"
#include "files.h"
#include "images.h"
#include "net.h"

std::string trace(const std::string& image, const Bundle& bundle, const std::string& tiles) {
    const Pixels pixels = read_image(image, bundle.numbers());
    cv::Mat grey(pixels.height, pixels.width, CV_8UC1);
    const pocket_ocr_image view = pixels.view();
    pocket_ocr_error error;
    check(pocket_ocr_grey(&view, grey.data, grey.total(), &error), error);
    const pocket_ocr::Trace found =
        pocket_ocr::trace_page(grey, bundle.facts().tile_width, bundle.numbers());
    if (!tiles.empty()) write_file(tiles, found.tiles);
    return found.json + "\n";
}

std::string text(const std::string& image, const Bundle& bundle, const std::string& net,
                 int rotation, bool json) {
    const Pixels pixels = read_image(image, bundle.numbers());
    const pocket_ocr_image view = pixels.view();
    pocket_ocr_error error;
    pocket_ocr_page* opened = nullptr;
    check(pocket_ocr_page_begin(bundle.engine(), &view, rotation, &opened, &error), error);
    const std::unique_ptr<pocket_ocr_page, decltype(&pocket_ocr_page_close)> page(
        opened, &pocket_ocr_page_close);
    Net runtime(net, bundle.facts());
    while (true) {
        const std::uint8_t* tiles = nullptr;
        std::size_t count = 0;
        check(pocket_ocr_page_next(page.get(), &tiles, &count, &error), error);
        if (count == 0) break;
        const std::vector<float>& logits = runtime.logits(tiles, count);
        check(pocket_ocr_page_give(page.get(), logits.data(), logits.size(), &error), error);
    }
    const char* found = nullptr;
    if (json) {
        std::size_t size = 0;
        check(pocket_ocr_page_json(page.get(), &found, &size, &error), error);
    } else {
        pocket_ocr_result result;
        check(pocket_ocr_page_result(page.get(), &result, &error), error);
        found = result.text;
    }
    return std::string(found) + "\n";
}
