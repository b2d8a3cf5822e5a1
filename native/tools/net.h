// The net in another program, which is told of tiles on its standard input and answers with logits
// on its standard output, until its input ends. Both little-endian, without any framing but this:
//
//     to it:   uint32 count, uint8 [count, tile_height, tile_width]
//     from it: float32 [count, steps, classes], once it has read all of that
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "pocket_ocr.h"

class Net {
public:
    // Start `command` in a shell.
    Net(const std::string& command, const pocket_ocr_facts& facts);
    ~Net();
    Net(const Net&) = delete;
    Net& operator=(const Net&) = delete;

    // Logits of `count` tiles.
    const std::vector<float>& logits(const std::uint8_t* tiles, std::size_t count);

private:
    void send(const void* data, std::size_t size);
    void receive(void* data, std::size_t size);
    [[noreturn]] void fail(const char* what);

    pocket_ocr_facts facts_;
    std::string command_;
    pid_t process_;
    int to_, from_;
    std::vector<float> logits_;
};
