import CPocketOCR
import Foundation

/// A model of a bundle with its charset and perhaps its lexicon, ready to read pages.
struct Engine: Sendable {
    /// What the core asks of the net.
    struct Facts: Sendable {
        let tileWidth, tileHeight: Int
        /// Floats of a tile's logits.
        let logits: Int
        /// Most tiles of a call.
        let batch: Int
    }

    let facts: Facts
    private let handle: Handle

    /// Throws ``PocketOCRError/bundle(_:)``.
    init(bundle: ModelBundle, model: ModelBundle.Model, lexicon: Bool) throws {
        var opened: OpaquePointer?
        try bundle.charset.withUnsafeBytes { bytes in
            try call(failure: PocketOCRError.bundle) {
                pocket_ocr_engine_open(
                    bundle.manifest.pointer, model.index, bytes.baseAddress, bytes.count, &opened,
                    $0)
            }
        }
        let handle = Handle(opened!, close: pocket_ocr_engine_close)
        if lexicon {
            try bundle.lexicon?.withUnsafeBytes { bytes in
                try call(failure: PocketOCRError.bundle) {
                    pocket_ocr_engine_lexicon(handle.pointer, bytes.baseAddress, bytes.count, $0)
                }
            }
        }
        self.handle = handle
        let found = pocket_ocr_engine_facts(handle.pointer)
        facts = Facts(
            tileWidth: Int(found.tile_width), tileHeight: Int(found.tile_height),
            logits: Int(found.steps) * Int(found.classes), batch: Int(found.batch))
    }

    /// Begins a page; the image is copied. Throws ``PocketOCRError/image(_:)``.
    func begin(_ image: PixelImage, rotation: Rotation?) throws -> Handle {
        let degrees = rotation.map { Int32($0.rawValue) } ?? Int32(POCKET_OCR_ROTATION_AUTO)
        var begun: OpaquePointer?
        try image.withCore { image in
            try call(failure: PocketOCRError.image) {
                pocket_ocr_page_begin(handle.pointer, &image, degrees, &begun, $0)
            }
        }
        return Handle(begun!, close: pocket_ocr_page_close)
    }
}
