@_exported import CoreGraphics

public enum CGImagePropertyOrientation: UInt32, Sendable {
    case up = 1
    case upMirrored, down, downMirrored, leftMirrored, right, rightMirrored, left
}

public let kCGImagePropertyOrientation: CFString = "Orientation"

/// Of bytes `orientation, width, height, grey pixels…`; anything shorter is no image.
public final class CGImageSource {
    let data: CFData

    init(_ data: CFData) {
        self.data = data
    }
}

public func CGImageSourceCreateWithData(_ data: CFData, _ options: CFDictionary?) -> CGImageSource?
{
    CGImageSource(data)
}

public func CGImageSourceCreateImageAtIndex(
    _ source: CGImageSource, _ index: Int, _ options: CFDictionary?
) -> CGImage? {
    let bytes = [UInt8](source.data)
    guard bytes.count > 3 else { return nil }
    let space = CGColorSpace(name: CGColorSpace.linearGray)
    return CGImage(
        width: Int(bytes[1]), height: Int(bytes[2]), colorSpace: space,
        pixels: bytes.dropFirst(3).flatMap { [$0, 255] })
}

public func CGImageSourceCopyPropertiesAtIndex(
    _ source: CGImageSource, _ index: Int, _ options: CFDictionary?
) -> CFDictionary? {
    guard let orientation = source.data.first, orientation > 0 else { return [:] }
    return [kCGImagePropertyOrientation: NSNumber(value: orientation)]
}

public final class CGImageDestination {
    let data: NSMutableData

    init(_ data: NSMutableData) {
        self.data = data
    }
}

public func CGImageDestinationCreateWithData(
    _ data: NSMutableData, _ type: CFString, _ count: Int, _ options: CFDictionary?
) -> CGImageDestination? {
    CGImageDestination(data)
}

public func CGImageDestinationAddImage(
    _ idst: CGImageDestination, _ image: CGImage, _ properties: CFDictionary?
) {
}

public func CGImageDestinationFinalize(_ idst: CGImageDestination) -> Bool { true }
