import Foundation

/// Pixels of a page, rows from the top.
///
/// Grey is made from them by a fixed formula, so give the pixels as they are. Common mistakes:
/// - Rows of camera and Core Video buffers are padded: `bytesPerRow` is not `width` times 4.
/// - The camera gives BGRA, not RGBA.
/// - Alpha is straight, and transparent pixels show white paper. Core Graphics premultiplies: draw
///   images that are not opaque onto white.
/// - Orientation: text is found however the page is turned, but quads count pixels as given.
public struct PixelImage: Sendable {
    /// Order of a pixel's bytes in memory, a byte a channel.
    public enum Format: Sendable, Hashable, CaseIterable {
        case grey, rgb, bgr, rgba, bgra

        /// Bytes of a pixel.
        public var bytesPerPixel: Int {
            switch self {
            case .grey: 1
            case .rgb, .bgr: 3
            case .rgba, .bgra: 4
            }
        }
    }

    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// Bytes from the start of a row to that of the next.
    public let bytesPerRow: Int
    /// Order of a pixel's bytes.
    public let format: Format
    /// The rows; the last one's padding may be missing.
    public let data: Data

    /// Describes pixels; nothing is copied and nothing is checked before they are read.
    ///
    /// - Parameters:
    ///   - width: In pixels.
    ///   - height: In pixels.
    ///   - bytesPerRow: Bytes from the start of a row to that of the next, padding included;
    ///     `nil`: there is no padding.
    ///   - format: Order of a pixel's bytes.
    ///   - data: The rows. `Data(bytesNoCopy:count:deallocator:)` lends memory without a copy.
    public init(width: Int, height: Int, bytesPerRow: Int? = nil, format: Format, data: Data) {
        self.width = width
        self.height = height
        self.bytesPerRow = bytesPerRow ?? width &* format.bytesPerPixel
        self.format = format
        self.data = data
    }
}
