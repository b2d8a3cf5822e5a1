#if canImport(UIKit) && canImport(ImageIO)
import ImageIO
import UIKit

extension PixelImage {
    /// Pixels of a `UIImage`, upright; its scale does not matter.
    ///
    /// - Throws: ``PocketOCRError/image(_:)`` or ``PocketOCRError/memory(_:)``.
    public init(_ image: UIImage) throws {
        guard let pixels = image.cgImage else {
            throw PocketOCRError.image(
                "a UIImage without a CGImage has no pixels yet: render it first")
        }
        try self.init(pixels, orientation: CGImagePropertyOrientation(image.imageOrientation))
    }
}

extension CGImagePropertyOrientation {
    /// The same orientation; the two types number them differently.
    public init(_ orientation: UIImage.Orientation) {
        self =
            switch orientation {
            case .up: .up
            case .upMirrored: .upMirrored
            case .down: .down
            case .downMirrored: .downMirrored
            case .left: .left
            case .leftMirrored: .leftMirrored
            case .right: .right
            case .rightMirrored: .rightMirrored
            @unknown default: .up
            }
    }
}
#endif
