// A page that was read, laid out as the C API's flat arrays.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "pocket_ocr.h"
#include "scan/page.h"

namespace pocket_ocr {

class Result {
public:
    // Keeps pointers into `page`.
    explicit Result(const Page& page);

    // Valid as long as this and the page are.
    pocket_ocr_result view() const;

private:
    void add(const PageBlock& block);
    void add(const PageLine& line);
    void add(const PageWord& word);
    const char* keep(std::string text);

    const Page& page_;
    std::string text_;
    std::deque<std::string> texts_;  // a deque, whose strings stay where they are
    std::vector<pocket_ocr_block> blocks_;
    std::vector<pocket_ocr_line> lines_;
    std::vector<pocket_ocr_word> words_;
    std::vector<pocket_ocr_char> chars_;
};

}  // namespace pocket_ocr
