// A page's result for Kotlin's Packed.page.
#pragma once

#include "jni_support.h"

inline void pack(jni::Packer& packer, const pocket_ocr_quad& q) {
    for (const std::int32_t number : {q.x0, q.y0, q.x1, q.y1, q.x2, q.y2, q.x3, q.y3}) {
        packer.number(number);
    }
}

// Depth first: each block is followed by its lines, each line by its words, each word by its
// characters.
inline jobjectArray pack_page(JNIEnv* env, const pocket_ocr_result& page) {
    jni::Packer packer;
    const auto begin = [&](const auto& part) {
        packer.text(part.text);
        pack(packer, part.quad);
    };
    packer.number(page.width);
    packer.number(page.height);
    packer.number(page.rotation);
    packer.text(page.text, page.text_size);
    packer.count(page.block_count);
    for (std::size_t b = 0; b < page.block_count; ++b) {
        const pocket_ocr_block& block = page.blocks[b];
        begin(block);
        packer.count(block.line_count);
        for (std::size_t l = 0; l < block.line_count; ++l) {
            const pocket_ocr_line& line = page.lines[block.first_line + l];
            begin(line);
            packer.number(line.confidence);
            packer.number(line.light_on_dark);
            packer.count(line.word_count);
            for (std::size_t w = 0; w < line.word_count; ++w) {
                const pocket_ocr_word& word = page.words[line.first_word + w];
                begin(word);
                packer.number(word.confidence);
                packer.count(word.char_count);
                for (std::size_t c = 0; c < word.char_count; ++c) {
                    const pocket_ocr_char& character = page.chars[word.first_char + c];
                    begin(character);
                    packer.number(character.confidence);
                }
            }
        }
    }
    return packer.arrays(env);
}
