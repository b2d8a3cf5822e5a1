// The one thing of EXIF that reading a page needs.
#pragma once

#include "files.h"

// A JPEG's orientation, 1 to 8; 1, upright, where it says nothing that can be understood.
int exif_orientation(const Bytes& jpeg);
