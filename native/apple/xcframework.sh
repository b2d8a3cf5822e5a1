#!/usr/bin/env bash
# Writes ios_demo/PocketOCR/CPocketOCR.xcframework: the device core with OpenCV inside, and the
# harness of device tests, for iOS, its simulator and macOS, arm64. An app that does not call the
# harness does not get it. Needs Xcode, cmake and ninja.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

output=ios_demo/PocketOCR/CPocketOCR.xcframework
work=build/xcframework
headers=$work/headers
rm -rf "$work"
# In a folder of their own: Xcode puts the headers of all frameworks of an app into one.
mkdir -p "$headers/CPocketOCR"
cp native/include/pocket_ocr.h native/parity/include/pocket_ocr_parity.h "$headers/CPocketOCR"
cat > "$headers/CPocketOCR/module.modulemap" <<'MODULES'
module CPocketOCR {
    header "pocket_ocr.h"
    export *

    explicit module Parity {
        header "pocket_ocr_parity.h"
        export *
    }
}
MODULES

slices=()
for slice in ios ios-simulator macos; do
    build=build/native-$slice
    (cd native && cmake --preset "$slice" && cmake --build --preset "$slice" --target pocket_ocr_parity)
    opencv=$(sed -n 's/^POCKET_OCR_OPENCV_FOLDER:INTERNAL=//p' "$build/CMakeCache.txt")
    parts=("$build/libpocket_ocr.a" "$build/parity/libpocket_ocr_parity.a")
    while IFS= read -r part; do parts+=("$part"); done < <(find "$opencv" -name '*.a' | sort)
    mkdir "$work/$slice"
    xcrun libtool -static -no_warning_for_no_symbols -o "$work/$slice/libPocketOCR.a" "${parts[@]}"
    slices+=(-library "$work/$slice/libPocketOCR.a" -headers "$headers")
done

xcodebuild -create-xcframework "${slices[@]}" -output "$work/CPocketOCR.xcframework"
rm -rf "$output"
mv "$work/CPocketOCR.xcframework" "$output"
echo "written: $output"
