#include "api/result.h"

#include <limits>
#include <stdexcept>
#include <utility>

#include "api/handles.h"

namespace pocket_ocr {
namespace {

std::int32_t narrow(std::int64_t value) {
    using Limits = std::numeric_limits<std::int32_t>;
    if (value < Limits::min() || Limits::max() < value) {
        throw std::range_error("a result does not fit into 32 bit");
    }
    return static_cast<std::int32_t>(value);
}

pocket_ocr_quad quad_of(const Quad& q) {
    return {narrow(q[0]), narrow(q[1]), narrow(q[2]), narrow(q[3]),
            narrow(q[4]), narrow(q[5]), narrow(q[6]), narrow(q[7])};
}

}  // namespace

Result::Result(const Page& page) : page_(page), text_(page.text()) {
    for (const PageBlock& block : page.blocks) add(block);
}

void Result::add(const PageBlock& block) {
    const std::size_t first = lines_.size();
    for (const PageLine& line : block.lines) add(line);
    blocks_.push_back({keep(block.text()), quad_of(block.quad), first, block.lines.size()});
}

void Result::add(const PageLine& line) {
    const std::size_t first = words_.size();
    for (const PageWord& word : line.words) add(word);
    lines_.push_back({keep(line.text()), quad_of(line.quad), narrow(line.confidence),
                      line.light_on_dark ? 1 : 0, first, line.words.size()});
}

void Result::add(const PageWord& word) {
    const std::size_t first = chars_.size();
    for (const PageChar& c : word.chars) {
        chars_.push_back({c.text.c_str(), quad_of(c.quad), narrow(c.confidence)});
    }
    words_.push_back({keep(word.text()), quad_of(word.quad), narrow(word.confidence), first,
                      word.chars.size()});
}

const char* Result::keep(std::string text) {
    return texts_.emplace_back(std::move(text)).c_str();
}

pocket_ocr_result Result::view() const {
    return {narrow(page_.width), narrow(page_.height), narrow(page_.rotation),
            text_.c_str(),       text_.size(),
            blocks_.data(),      blocks_.size(),
            lines_.data(),       lines_.size(),
            words_.data(),       words_.size(),
            chars_.data(),       chars_.size()};
}

}  // namespace pocket_ocr

using namespace pocket_ocr;

namespace {

void require_read(const pocket_ocr_page* page) {
    require_argument(page != nullptr, "page is NULL");
    if (!page->reader.is_done()) {
        throw OrderError("the page is not read yet: go on until pocket_ocr_page_next has no tiles");
    }
}

}  // namespace

extern "C" {

pocket_ocr_status pocket_ocr_page_result(pocket_ocr_page* page, pocket_ocr_result* result,
                                         pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_read(page);
        require_argument(result != nullptr, "result is NULL");
        if (!page->result) page->result.emplace(page->reader.page());
        *result = page->result->view();
    });
}

pocket_ocr_status pocket_ocr_page_json(pocket_ocr_page* page, const char** json, std::size_t* size,
                                       pocket_ocr_error* error) {
    return guarded(error, [&] {
        require_read(page);
        require_argument(json != nullptr && size != nullptr, "json or size is NULL");
        if (!page->json) page->json = page->reader.page().json();
        *json = page->json->c_str();
        *size = page->json->size();
    });
}

}  // extern "C"
