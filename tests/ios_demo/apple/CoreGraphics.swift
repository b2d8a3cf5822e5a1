@_exported import Foundation

public typealias CFString = String
public typealias CFData = Data
public typealias CFDictionary = NSDictionary

public enum CGColorSpaceModel: Int32, Sendable {
    case unknown = -1
    case monochrome, rgb, cmyk, lab, deviceN, indexed, pattern
}

public final class CGColorSpace: Sendable {
    public static var sRGB: CFString { "kCGColorSpaceSRGB" }
    public static var adobeRGB1998: CFString { "kCGColorSpaceAdobeRGB1998" }
    public static var linearGray: CFString { "kCGColorSpaceLinearGray" }
    public static var genericGrayGamma2_2: CFString { "kCGColorSpaceGenericGrayGamma2_2" }
    public static var displayP3: CFString { "kCGColorSpaceDisplayP3" }
    public static var genericCMYK: CFString { "kCGColorSpaceGenericCMYK" }

    public let name: CFString?
    public let model: CGColorSpaceModel

    public init?(name: CFString) {
        self.name = name
        switch name {
        case CGColorSpace.linearGray, CGColorSpace.genericGrayGamma2_2, "DeviceGray":
            model = .monochrome
        case CGColorSpace.genericCMYK: model = .cmyk
        default: model = .rgb
        }
    }

    public var numberOfComponents: Int {
        switch model {
        case .monochrome: 1
        case .cmyk: 4
        default: 3
        }
    }
}

public enum CGImageAlphaInfo: UInt32, Sendable {
    case none, premultipliedLast, premultipliedFirst, last, first, noneSkipLast, noneSkipFirst
    case alphaOnly
}

public enum CGInterpolationQuality: Int32, Sendable {
    case `default`, none, low, high, medium
}

public func CGColorSpaceCreateDeviceGray() -> CGColorSpace { CGColorSpace(name: "DeviceGray")! }

public func CGColorSpaceCreateDeviceRGB() -> CGColorSpace { CGColorSpace(name: "DeviceRGB")! }

public final class CGDataProvider {
    let data: CFData

    public init?(data: CFData) {
        self.data = data
    }
}

public struct CGBitmapInfo: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

public enum CGColorRenderingIntent: Int32, Sendable {
    case defaultIntent
}

/// Pixels: a byte for each of the colour space's components, then alpha, not premultiplied.
public final class CGImage: Sendable {
    public let width: Int
    public let height: Int
    public let colorSpace: CGColorSpace?
    let pixels: [UInt8]

    public init(width: Int, height: Int, colorSpace: CGColorSpace?, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.colorSpace = colorSpace
        self.pixels = pixels
    }

    /// Of formats without padding and with alpha, if any, behind the colours.
    public convenience init?(
        width: Int, height: Int, bitsPerComponent: Int, bitsPerPixel: Int, bytesPerRow: Int,
        space: CGColorSpace, bitmapInfo: CGBitmapInfo, provider: CGDataProvider,
        decode: UnsafePointer<CGFloat>?, shouldInterpolate: Bool, intent: CGColorRenderingIntent
    ) {
        let (colours, channels) = (space.numberOfComponents, bitsPerPixel / 8)
        guard provider.data.count == height * bytesPerRow, bytesPerRow == width * channels else {
            return nil
        }
        let alpha = CGImageAlphaInfo(rawValue: bitmapInfo.rawValue)
        let pixels = stride(from: 0, to: provider.data.count, by: channels).flatMap { start in
            let pixel = [UInt8](provider.data[start..<start + channels])
            return pixel.prefix(colours) + [alpha == .last ? pixel[colours] : 255]
        }
        self.init(width: width, height: height, colorSpace: space, pixels: pixels)
    }
}

public final class CGContext {
    private let memory: UnsafeMutablePointer<UInt8>
    private let bytesPerRow: Int
    private let space: CGColorSpace

    public var interpolationQuality = CGInterpolationQuality.default

    /// Fails for what bitmap contexts cannot have: other formats than grey without and RGB with
    /// premultiplied alpha.
    public init?(
        data: UnsafeMutableRawPointer?, width: Int, height: Int, bitsPerComponent: Int,
        bytesPerRow: Int, space: CGColorSpace, bitmapInfo: UInt32
    ) {
        let info = CGImageAlphaInfo(rawValue: bitmapInfo)
        guard let data, bitsPerComponent == 8,
            (space.model == .monochrome && info == CGImageAlphaInfo.none && bytesPerRow >= width)
                || (space.model == .rgb && info == .premultipliedLast && bytesPerRow >= 4 * width)
        else { return nil }
        memory = data.assumingMemoryBound(to: UInt8.self)
        self.bytesPerRow = bytesPerRow
        self.space = space
    }

    /// At its own size. Colours of another space are converted: here, inverted.
    public func draw(_ image: CGImage, in rect: CGRect, byTiling: Bool = false) {
        let components = image.colorSpace?.numberOfComponents ?? 3
        var next = 0
        each(of: rect) { pixel in
            let alpha = Int(image.pixels[next + components])
            for index in 0..<channels {
                var value = Int(255)
                if index < 3 {
                    value = Int(image.pixels[next + min(index, components - 1)])
                    if image.colorSpace?.name != space.name { value = 255 - value }
                }
                pixel[index] = UInt8((value * alpha + Int(pixel[index]) * (255 - alpha)) / 255)
            }
            next += components + 1
        }
    }

    private var channels: Int { space.model == .monochrome ? 1 : 4 }

    private func each(of rect: CGRect, _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        for y in 0..<Int(rect.height) {
            for x in 0..<Int(rect.width) {
                body(memory + y * bytesPerRow + x * channels)
            }
        }
    }
}

public struct CGAffineTransform: Sendable {
    public var a, b, c, d, tx, ty: CGFloat

    public init(a: CGFloat, b: CGFloat, c: CGFloat, d: CGFloat, tx: CGFloat, ty: CGFloat) {
        (self.a, self.b, self.c) = (a, b, c)
        (self.d, self.tx, self.ty) = (d, tx, ty)
    }

    public func inverted() -> CGAffineTransform { self }
}

extension CGPoint {
    public func applying(_ t: CGAffineTransform) -> CGPoint { self }
}

extension CGRect {
    public func applying(_ t: CGAffineTransform) -> CGRect { self }
}
