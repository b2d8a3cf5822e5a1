#include "files.h"

#include <fstream>
#include <iterator>

#include "api/border.h"

namespace pocket_ocr::parity {
namespace {

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t end; (end = text.find(mark, start)) != std::string::npos; start = end + 1) {
        parts.push_back(text.substr(start, end - start));
    }
    parts.push_back(text.substr(start));
    return parts;
}

}  // namespace

std::string read_file(const std::string& folder, const std::string& name, const char* advice) {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad() || bytes.empty()) {
        throw ArgumentError(name + " cannot be read: " + advice + ", not " + folder);
    }
    return bytes;
}

std::vector<std::vector<std::string>> table(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : split(text, '\n')) {
        if (!line.empty()) rows.push_back(split(line, '\t'));
    }
    return rows;
}

}  // namespace pocket_ocr::parity
