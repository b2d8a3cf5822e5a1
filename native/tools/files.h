// Files and errors of the command-line program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

// One sentence for the user: what is wrong and what to do.
struct UserError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Bytes = std::vector<std::uint8_t>;

// A file's bytes, at most `limit`.
Bytes read_file(const std::string& path, std::int64_t limit);

// Write a file whole, or leave what was there.
void write_file(const std::string& path, const Bytes& bytes);
