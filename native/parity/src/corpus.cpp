#include "corpus.h"

#include <utility>

#include "contract/errors.h"
#include "files.h"

namespace pocket_ocr::parity {
namespace {

constexpr const char* ADVICE = "the corpus is the repository's parity/data";

void require(bool holds, const std::string& file) {
    if (!holds) {
        throw ImageError("the corpus' " + file + " is damaged: copy parity/data once more");
    }
}

}  // namespace

Corpus read_corpus(const std::string& folder, const Engine& engine) {
    const char *texts = "texts.tsv", *sheet = "tiles/sheet.png", *pages = "pages/pages.tsv";
    Corpus corpus;
    for (const auto& row : table(read_file(folder, texts, ADVICE))) {
        require(row.size() > 1, texts);
        if (row[0] == "corpus") corpus.digest = row[1];
        corpus.count += row[0] == "tile" ? 1 : 0;
    }
    require(!corpus.digest.empty() && corpus.count > 0, texts);

    Grey tiles = decode_png(read_file(folder, sheet, ADVICE), sheet);
    if (tiles.width != engine.tile_width) {
        throw ImageError("the corpus has tiles of " + std::to_string(tiles.width) +
                         " pixels, the model reads " + std::to_string(engine.tile_width) +
                         ": take both from one revision");
    }
    require(tiles.pixels.size() == corpus.count * engine.tile_pixels(), sheet);
    corpus.tiles = std::move(tiles.pixels);

    for (const auto& row : table(read_file(folder, pages, ADVICE))) {
        require(row.size() == 2, pages);
        const std::string file = "pages/" + row[0] + ".png";
        corpus.pages.push_back(
            {row[0], folder + "/" + file, decode_png(read_file(folder, file, ADVICE), file)});
    }
    require(!corpus.pages.empty(), pages);
    return corpus;
}

}  // namespace pocket_ocr::parity
