// What the program can do; each gives its standard output.
#pragma once

#include <string>

#include "bundle.h"

// What the detector finds, as JSON; the tiles' pixels go to a file if one is named.
std::string trace(const std::string& image, const Bundle& bundle, const std::string& tiles);

// What stands on the page, read with the net in another program.
std::string text(const std::string& image, const Bundle& bundle, const std::string& net,
                 int rotation, bool json);
