// What stands behind the C API's opaque handles.
#pragma once

#include "api/border.h"
#include "contract/manifest.h"

struct pocket_ocr_manifest {
    const pocket_ocr::Manifest content;
};
