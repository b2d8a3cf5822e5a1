@_exported import CoreGraphics

public final class UIImage: Sendable {
    public enum Orientation: Int, Sendable {
        case up, down, left, right, upMirrored, downMirrored, leftMirrored, rightMirrored
    }

    public let cgImage: CGImage?
    public let imageOrientation: Orientation

    public init(cgImage: CGImage?, orientation: Orientation) {
        self.cgImage = cgImage
        imageOrientation = orientation
    }
}
