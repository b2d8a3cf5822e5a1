// Image files: PNG, JPEG, and binary PGM and PPM.
#pragma once

#include <string>

#include "contract/numbers.h"
#include "files.h"
#include "pocket_ocr.h"

// Pixels of 8 bit, rows without gaps, upright.
struct Pixels {
    Bytes bytes;
    int width, height, channels;  // 1 grey, 3 RGB or 4 RGBA

    pocket_ocr_image view() const;
};

// Read an image file as the reference does (detector/image.py): 16 bit keeps the upper byte, a
// JPEG is turned as its EXIF tag says and keeps its luma alone. A JPEG's pixels may differ by a
// grey level from those of another decoder; PNG and PGM are the same everywhere.
Pixels read_image(const std::string& path, const pocket_ocr::Numbers& n);
