#include "net.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"

namespace {

struct Pipe {
    int read, write;
};

Pipe open_pipe() {
    int ends[2];
    if (pipe(ends) != 0) throw UserError(std::string("no pipe: ") + std::strerror(errno));
    return {ends[0], ends[1]};
}

}  // namespace

Net::Net(const std::string& command, const pocket_ocr_facts& facts)
    : facts_(facts), command_(command) {
    std::signal(SIGPIPE, SIG_IGN);  // a write to a program that has ended fails instead
    const Pipe in = open_pipe(), out = open_pipe();
    process_ = fork();
    if (process_ < 0) throw UserError(std::string("no new process: ") + std::strerror(errno));
    if (process_ == 0) {
        dup2(in.read, STDIN_FILENO);
        dup2(out.write, STDOUT_FILENO);
        for (const int end : {in.read, in.write, out.read, out.write}) close(end);
        execl("/bin/sh", "sh", "-c", command_.c_str(), nullptr);
        _exit(127);
    }
    close(in.read);
    close(out.write);
    to_ = in.write;
    from_ = out.read;
}

Net::~Net() {
    close(to_);
    close(from_);
    int status = 0;
    waitpid(process_, &status, 0);
}

const std::vector<float>& Net::logits(const std::uint8_t* tiles, std::size_t count) {
    const auto size = [](std::int32_t value) { return static_cast<std::size_t>(value); };
    const std::uint8_t header[4] = {
        static_cast<std::uint8_t>(count), static_cast<std::uint8_t>(count >> 8),
        static_cast<std::uint8_t>(count >> 16), static_cast<std::uint8_t>(count >> 24)};
    send(header, sizeof header);
    send(tiles, count * size(facts_.tile_height) * size(facts_.tile_width));
    logits_.resize(count * size(facts_.steps) * size(facts_.classes));
    receive(logits_.data(), logits_.size() * sizeof(float));
    return logits_;
}

void Net::send(const void* data, std::size_t size) {
    for (const char* at = static_cast<const char*>(data); size > 0;) {
        const ssize_t written = write(to_, at, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("takes no tiles");
        at += written;
        size -= static_cast<std::size_t>(written);
    }
}

void Net::receive(void* data, std::size_t size) {
    for (char* at = static_cast<char*>(data); size > 0;) {
        const ssize_t got = read(from_, at, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) fail("gave too few logits");
        at += got;
        size -= static_cast<std::size_t>(got);
    }
}

void Net::fail(const char* what) {
    throw UserError("the net's program " + std::string(what) + ": " + command_);
}
