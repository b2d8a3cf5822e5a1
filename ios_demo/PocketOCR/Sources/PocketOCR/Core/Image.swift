import CPocketOCR
import Foundation

extension PixelImage {
    /// The grey pixels that are read, `width * height` bytes without gaps: to check an adapter.
    ///
    /// - Throws: ``PocketOCRError/image(_:)``.
    public func grey() throws -> Data {
        try withCore { image in
            var grey = Data(count: width * height)
            try grey.withUnsafeMutableBytes { bytes in
                let pixels = bytes.bindMemory(to: UInt8.self)
                try call(failure: PocketOCRError.image) {
                    pocket_ocr_grey(&image, pixels.baseAddress, pixels.count, $0)
                }
            }
            return grey
        }
    }

    /// Calls `body` with the core's description of the pixels.
    func withCore<T>(_ body: (inout pocket_ocr_image) throws -> T) throws -> T {
        guard let coreWidth = Int32(exactly: width), let coreHeight = Int32(exactly: height),
            coreWidth > 0, coreHeight > 0, bytesPerRow > 0
        else {
            throw PocketOCRError.image(
                "an image cannot have \(width) x \(height) pixels and \(bytesPerRow) bytes a row")
        }
        return try data.withUnsafeBytes { bytes in
            var image = pocket_ocr_image(
                pixels: bytes.baseAddress, size: bytes.count, stride: bytesPerRow,
                width: coreWidth, height: coreHeight, format: Int32(format.core.rawValue))
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
