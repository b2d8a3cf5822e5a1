@_exported import CoreGraphics

@MainActor
open class UIViewController: NSObject {}

@MainActor
public final class UIPasteboard {
    public static let general = UIPasteboard()

    public var string: String?
}

public final class UIImage: Sendable {
    public enum Orientation: Int, Sendable {
        case up, down, left, right, upMirrored, downMirrored, leftMirrored, rightMirrored
    }

    public let cgImage: CGImage?
    public let imageOrientation: Orientation

    public convenience init?(data: Data) { nil }

    public init(cgImage: CGImage?, orientation: Orientation) {
        self.cgImage = cgImage
        imageOrientation = orientation
    }
}
