// What stands behind the C API's opaque handles.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "api/border.h"
#include "api/result.h"
#include "contract/manifest.h"
#include "model/engine.h"
#include "scan/reading.h"

struct pocket_ocr_manifest {
    const pocket_ocr::Manifest content;
};

struct pocket_ocr_engine {
    std::shared_ptr<const pocket_ocr::Engine> shared;  // with the pages that it reads
};

struct pocket_ocr_page {
    pocket_ocr::PageReader reader;
    std::optional<pocket_ocr_error> failure;   // after which nothing can go on
    std::optional<pocket_ocr::Result> result;  // made when first asked for
    std::optional<std::string> json;
};
