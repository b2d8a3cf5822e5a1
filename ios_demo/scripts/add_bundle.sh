#!/bin/sh
# Puts a Core ML bundle into an app: its models compiled, manifest and charset beside them.
#
#     add_bundle.sh BUNDLE DESTINATION [FILE...]
#
# BUNDLE: what `python -m export --target coreml --output BUNDLE` wrote.
# DESTINATION: a folder within the product; written anew, whole or not at all.
# FILE: what else of the bundle to take along; parity tests need goldens.safetensors.
#
# In Xcode, the line of a Run Script phase:
#     "$SRCROOT/scripts/add_bundle.sh" "$POCKET_OCR_BUNDLE" \
#         "$TARGET_BUILD_DIR/$UNLOCALIZED_RESOURCES_FOLDER_PATH/PocketOCR"
#
# A compiled model no longer has the SHA-256 of its manifest, so the package's is checked here.
set -eu

fail() {
    echo "error: $*" >&2 # Xcode shows lines that begin so
    exit 1
}

[ $# -ge 2 ] || fail "use: add_bundle.sh BUNDLE DESTINATION [FILE...]"
bundle=$1
destination=$2
shift 2

[ -f "$bundle/manifest.json" ] ||
    fail "there is no bundle in $bundle; make one: python -m export --target coreml --output $bundle"
set -- manifest.json charset.txt "$@"
for file; do
    [ -f "$bundle/$file" ] || fail "$bundle has no $file; export the bundle anew"
done

# SHA-256 of a text with a line `sha256  path` for each file of the package, sorted by path.
fingerprint() {
    (cd "$1" && find . -type f | sed 's,^\./,,' | LC_ALL=C sort | tr '\n' '\0' |
        xargs -0 shasum -a 256) | shasum -a 256 | cut -d ' ' -f 1
}

mkdir -p "$(dirname "$destination")"
parts=$(mktemp -d "$destination.XXXXXX")
trap 'rm -rf "$parts"' EXIT

models=0
for package in "$bundle"/*.mlpackage; do
    [ -d "$package" ] || continue
    grep -q "\"$(fingerprint "$package")\"" "$bundle/manifest.json" ||
        fail "$package was changed, is damaged or not in the manifest; export the bundle anew"
    xcrun coremlcompiler compile "$package" "$parts" >&2 || fail "Core ML cannot compile $package"
    models=$((models + 1))
done
[ "$models" -gt 0 ] ||
    fail "$bundle holds no .mlpackage; export for Core ML: python -m export --target coreml"

for file; do
    cp "$bundle/$file" "$parts"
done
chmod 755 "$parts"
rm -rf "$destination"
mv "$parts" "$destination"
