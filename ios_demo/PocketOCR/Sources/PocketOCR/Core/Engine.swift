import CPocketOCR
import Foundation

/// A model of a bundle with its charset, ready to read pages.
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
    init(manifest: Manifest, model: Int, charset: Data) throws {
        var opened: OpaquePointer?
        try charset.withUnsafeBytes { bytes in
            try call(failure: PocketOCRError.bundle) {
                pocket_ocr_engine_open(
                    manifest.pointer, model, bytes.baseAddress, bytes.count, &opened, $0)
            }
        }
        handle = Handle(opened!, close: pocket_ocr_engine_close)
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

extension PixelImage {
    /// Calls `body` with the core's description of the pixels.
    fileprivate func withCore<T>(_ body: (inout pocket_ocr_image) throws -> T) throws -> T {
        guard let width = Int32(exactly: width), let height = Int32(exactly: height),
            let stride = UInt(exactly: bytesPerRow)
        else {
            throw PocketOCRError.image(
                "an image of \(width) x \(height) pixels with \(bytesPerRow) bytes a row")
        }
        return try data.withUnsafeBytes { bytes in
            var image = pocket_ocr_image(
                pixels: bytes.baseAddress, size: bytes.count, stride: Int(stride), width: width,
                height: height, format: Int32(format.core.rawValue))
            return try body(&image)
        }
    }
}

extension PixelImage.Format {
    fileprivate var core: pocket_ocr_format {
        switch self {
        case .grey: POCKET_OCR_GRAY8
        case .rgb: POCKET_OCR_RGB888
        case .bgr: POCKET_OCR_BGR888
        case .rgba: POCKET_OCR_RGBA8888
        case .bgra: POCKET_OCR_BGRA8888
        }
    }
}
