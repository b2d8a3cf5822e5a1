#if canImport(CoreGraphics) && canImport(ImageIO)
import CoreGraphics
import Foundation
import ImageIO

extension PixelImage {
    /// Pixels of a Core Graphics image.
    ///
    /// Colours keep the numbers that they have in the file: each image is drawn in its own colour
    /// space, so that nothing is converted. The Python reference ignores profiles likewise, and a
    /// grey page keeps its grey; drawn into another space, gamma would shift it. Images that are
    /// neither RGB nor grey, such as CMYK or indexed ones, become sRGB. Transparent pixels show
    /// white.
    ///
    /// - Parameters:
    ///   - image: An image of 8 bits a channel; of deeper ones Core Graphics keeps 8.
    ///   - orientation: How the image lies; `CGImageSource` and `UIImage` know, the `CGImage` does
    ///     not. Quads of the ``Page`` count pixels of the upright image.
    /// - Throws: ``PocketOCRError/image(_:)`` or ``PocketOCRError/memory(_:)``.
    public init(_ image: CGImage, orientation: CGImagePropertyOrientation = .up) throws {
        var canvases: [Canvas] = []
        if let own = image.colorSpace {
            if own.model == .monochrome { canvases.append(Canvas(format: .grey, space: own)) }
            if own.model == .rgb { canvases.append(Canvas(format: .rgba, space: own)) }
        }
        if let standard = CGColorSpace(name: CGColorSpace.sRGB) {
            canvases.append(Canvas(format: .rgba, space: standard))
        }
        for canvas in canvases {
            if let drawn = try canvas.draw(image) {
                self = drawn.upright(exif: orientation.rawValue)
                return
            }
        }
        throw PocketOCRError.image(
            "Core Graphics cannot draw an image of \(image.width) x \(image.height) pixels")
    }

    /// Pixels of an encoded image: PNG, JPEG, HEIC and whatever else ImageIO reads; upright.
    ///
    /// A JPEG may differ from Python's by a grey level here and there: decoders round differently.
    ///
    /// - Parameter encoded: The file's bytes.
    /// - Throws: ``PocketOCRError/image(_:)`` or ``PocketOCRError/memory(_:)``.
    public init(encoded: Data) throws {
        guard let source = CGImageSourceCreateWithData(encoded as CFData, nil),
            let image = CGImageSourceCreateImageAtIndex(source, 0, nil)
        else {
            throw PocketOCRError.image(
                "the \(encoded.count) bytes are not an image that can be decoded")
        }
        let properties = CGImageSourceCopyPropertiesAtIndex(source, 0, nil) as? [CFString: Any]
        let exif = (properties?[kCGImagePropertyOrientation] as? NSNumber)?.uint32Value
        try self.init(image, orientation: exif.flatMap(CGImagePropertyOrientation.init) ?? .up)
    }
}

/// How an image is drawn: only formats and colour spaces that a bitmap context can have.
private struct Canvas {
    let format: PixelImage.Format
    let space: CGColorSpace

    /// The image's pixels as they lie; `nil` if there is no such context.
    func draw(_ image: CGImage) throws -> PixelImage? {
        let (width, height) = (image.width, image.height)
        let bytesPerRow = width * format.bytesPerPixel
        guard let memory = malloc(height * bytesPerRow) else {
            throw PocketOCRError.memory(
                "there is no memory for an image of \(width) x \(height) pixels")
        }
        // On opaque white every pixel becomes opaque, so that premultiplied is the same as straight.
        memset(memory, 255, height * bytesPerRow)
        let alpha: CGImageAlphaInfo = format == .grey ? .none : .premultipliedLast
        guard
            let context = CGContext(
                data: memory, width: width, height: height, bitsPerComponent: 8,
                bytesPerRow: bytesPerRow, space: space, bitmapInfo: alpha.rawValue)
        else {
            free(memory)
            return nil
        }
        context.interpolationQuality = .none
        context.draw(image, in: CGRect(x: 0, y: 0, width: width, height: height))
        // Not before: Data copies a few bytes at once, and frees those that it was given.
        let data = Data(bytesNoCopy: memory, count: height * bytesPerRow, deallocator: .free)
        return PixelImage(width: width, height: height, format: format, data: data)
    }
}
#endif
