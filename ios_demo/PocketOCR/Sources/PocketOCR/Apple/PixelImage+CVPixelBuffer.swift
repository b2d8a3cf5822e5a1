#if canImport(CoreVideo) && canImport(ImageIO)
import CoreVideo
import Foundation
import ImageIO

extension PixelImage {
    /// A copy of the pixels of a camera's or a video's frame.
    ///
    /// Takes 32-bit BGRA, which must be opaque, as a camera's is; 8-bit grey; and of biplanar
    /// full-range YCbCr the luma plane: it is nearly the grey that would be made of RGB, and needs
    /// no conversion.
    ///
    /// - Parameters:
    ///   - buffer: The frame.
    ///   - orientation: How it lies: a phone's camera is mounted sideways, so a frame of a phone
    ///     that is held upright is `.right`.
    /// - Throws: ``PocketOCRError/image(_:)``, for another format too.
    public init(_ buffer: CVPixelBuffer, orientation: CGImagePropertyOrientation = .up) throws {
        let format: Format =
            switch CVPixelBufferGetPixelFormatType(buffer) {
            case kCVPixelFormatType_32BGRA: .bgra
            case kCVPixelFormatType_OneComponent8: .grey
            case kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: .grey
            case let other:
                throw PocketOCRError.image(
                    "pixel format \(other) is not read; ask for kCVPixelFormatType_32BGRA")
            }
        guard CVPixelBufferLockBaseAddress(buffer, .readOnly) == kCVReturnSuccess else {
            throw PocketOCRError.image("the frame's pixels cannot be locked")
        }
        defer { CVPixelBufferUnlockBaseAddress(buffer, .readOnly) }
        let isPlanar = CVPixelBufferIsPlanar(buffer)
        let pixels =
            isPlanar
            ? CVPixelBufferGetBaseAddressOfPlane(buffer, 0) : CVPixelBufferGetBaseAddress(buffer)
        guard let pixels else { throw PocketOCRError.image("the frame has no pixels") }
        let bytesPerRow =
            isPlanar
            ? CVPixelBufferGetBytesPerRowOfPlane(buffer, 0) : CVPixelBufferGetBytesPerRow(buffer)
        let (width, height) = (CVPixelBufferGetWidth(buffer), CVPixelBufferGetHeight(buffer))
        self = PixelImage(
            width: width, height: height, bytesPerRow: bytesPerRow, format: format,
            data: Data(
                bytes: pixels, count: (height - 1) * bytesPerRow + width * format.bytesPerPixel)
        ).upright(exif: orientation.rawValue)
    }
}
#endif
