// pocket-ocr-native: what the device core finds and reads on a page image.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "commands.h"
#include "files.h"

namespace {

constexpr int USER_ERROR = 2;

constexpr const char* USAGE = R"(usage:
  pocket-ocr-native trace IMAGE --bundle DIR [--tiles FILE]
      What the detector finds, as JSON: regions, characters, lines and tiles, all in integers.
      --tiles FILE   write the tiles' pixels, too: raw uint8 [N, tile height, tile width]
  pocket-ocr-native text IMAGE --bundle DIR --net COMMAND [--json] [--rotation DEGREES]
      The text. The net runs in another program, see tools/net.h; with LiteRT for Python:
      --net COMMAND  "python native/tools/net.py DIR"
      --json         words, boxes and confidences instead of plain text
      --rotation R   degrees to turn the page clockwise: 0, 90, 180, 270; found out without it
      --no-lexicon   leave words as the net reads them
  pocket-ocr-native --version

  --precision P      another model of the bundle than its default
Images: PNG, JPEG (turned by its EXIF tag), binary PGM and PPM.
)";

struct Arguments {
    std::vector<std::string> names;              // the command and its image
    std::map<std::string, std::string> options;  // without dashes; flags have no value
};

Arguments parse(const std::vector<std::string>& words) {
    const std::vector<std::string> flags{"json", "no-lexicon", "version", "help"};
    const std::vector<std::string> valued{"bundle", "tiles", "net", "rotation", "precision"};
    const auto among = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    Arguments found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].compare(0, 2, "--") != 0) {
            found.names.push_back(words[i]);
            continue;
        }
        const std::string name = words[i].substr(2);
        if (among(flags, name)) {
            found.options[name];
        } else if (!among(valued, name)) {
            throw UserError("unknown option " + words[i] + "; see --help");
        } else if (i + 1 == words.size()) {
            throw UserError(words[i] + " needs a value; see --help");
        } else {
            found.options[name] = words[++i];
        }
    }
    return found;
}

std::string needed(const Arguments& arguments, const std::string& option) {
    const auto found = arguments.options.find(option);
    if (found == arguments.options.end()) {
        throw UserError("name --" + option + "; see --help");
    }
    return found->second;
}

std::string given(const Arguments& arguments, const std::string& option) {
    const auto found = arguments.options.find(option);
    return found == arguments.options.end() ? "" : found->second;
}

int rotation_of(const std::string& text) {
    if (text.empty()) return POCKET_OCR_ROTATION_AUTO;
    for (const int degrees : {0, 90, 180, 270}) {
        if (text == std::to_string(degrees)) return degrees;
    }
    throw UserError("a page can be turned by 0, 90, 180 or 270 degrees, not " + text);
}

std::string run(const Arguments& arguments) {
    if (arguments.options.count("help") == 1) return USAGE;
    if (arguments.options.count("version") == 1) return std::string(pocket_ocr_version()) + "\n";
    if (arguments.names.size() != 2) throw UserError("name a command and one image; see --help");
    const std::string& command = arguments.names[0];
    const std::string& image = arguments.names[1];
    if (command != "trace" && command != "text") {
        throw UserError("unknown command " + command + "; see --help");
    }
    const Bundle bundle(needed(arguments, "bundle"), given(arguments, "precision"),
                        arguments.options.count("no-lexicon") == 0);
    if (command == "trace") return trace(image, bundle, given(arguments, "tiles"));
    const bool json = arguments.options.count("json") == 1;
    return text(image, bundle, needed(arguments, "net"), rotation_of(given(arguments, "rotation")),
                json);
}

}  // namespace

int main(int count, char** words) {
    try {
        const std::string output = run(parse({words + 1, words + count}));
        const bool written = std::fwrite(output.data(), 1, output.size(), stdout) == output.size();
        if (!written || std::fflush(stdout) != 0) throw UserError("standard output is closed");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << "\n";
        return USER_ERROR;
    }
}
