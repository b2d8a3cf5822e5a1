#include "files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(const std::string& path, const char* what) {
    throw UserError(path + ": " + what + " (" + std::strerror(errno) + ")");
}

}  // namespace

Bytes read_file(const std::string& path, std::int64_t limit) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) throw UserError(path + ": cannot be read (" + error.message() + ")");
    if (size > static_cast<std::uintmax_t>(limit)) {
        throw UserError(path + ": the file has " + std::to_string(size) + " bytes, more than " +
                        std::to_string(limit));
    }
    const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) fail(path, "cannot be read");
    Bytes bytes(size);
    const bool whole = bytes.empty() ||
                       std::fread(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    if (!whole) fail(path, "cannot be read whole");
    return bytes;
}

void write_file(const std::string& path, const Bytes& bytes) {
    const std::string part = path + ".part";
    File file(std::fopen(part.c_str(), "wb"), &std::fclose);
    if (!file) fail(path, "cannot be written");
    const bool written = bytes.empty() ||
                         std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    if (!written || std::fclose(file.release()) != 0 ||
        std::rename(part.c_str(), path.c_str()) != 0) {
        const int why = errno;
        std::remove(part.c_str());
        errno = why;
        fail(path, "cannot be written");
    }
}
