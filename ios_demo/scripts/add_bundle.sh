#!/bin/sh
# Puts a Core ML bundle into an app: its models compiled, and what is read beside them.
#
#     add_bundle.sh BUNDLE DESTINATION [--goldens]
#
# BUNDLE: what `python -m export --target coreml --output BUNDLE` wrote.
# DESTINATION: a folder within the product; written anew, whole or not at all.
# --goldens: with the golden vectors, which parity tests need and no app does.
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

[ $# -ge 2 ] || fail "use: add_bundle.sh BUNDLE DESTINATION [--goldens]"
bundle=$1
destination=$2
goldens=${3-}

[ -f "$bundle/manifest.json" ] ||
    fail "there is no bundle in $bundle; make one: python -m export --target coreml --output $bundle"
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

# Charset, manifest, and whatever else a bundle of this version is read with.
for file in "$bundle"/*; do
    case ${file##*/} in
    *.mlpackage | README.md) ;;
    goldens.*) [ "$goldens" != --goldens ] || cp "$file" "$parts" ;;
    *) cp "$file" "$parts" ;;
    esac
done
chmod 755 "$parts"
rm -rf "$destination"
mv "$parts" "$destination"
