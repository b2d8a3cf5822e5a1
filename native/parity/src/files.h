// Files of a bundle and of the corpus.
#pragma once

#include <string>
#include <vector>

namespace pocket_ocr::parity {

// The file `name` in a folder. Throws ArgumentError with this advice if it cannot be read.
std::string read_file(const std::string& folder, const std::string& name, const char* advice);

// The rows of a table in a file's text, each as its cells, which tabs part.
std::vector<std::vector<std::string>> table(const std::string& text);

}  // namespace pocket_ocr::parity
