import CoreGraphics
import CoreVideo
import Foundation
import ImageIO
import PocketOCR
import XCTest

/// Pixels come through Core Graphics and Core Video as they are.
final class ImageTests: XCTestCase {
    private let levels = (0...255).map(UInt8.init)

    func testGreyKeepsItsNumbersInAnyGreySpace() throws {
        let names = [CGColorSpace.linearGray, CGColorSpace.genericGrayGamma2_2]
        let spaces = [CGColorSpaceCreateDeviceGray()] + names.compactMap(CGColorSpace.init(name:))
        for space in spaces {
            let image = try PixelImage(makeImage(levels, width: 16, space: space, alpha: .none))
            XCTAssertEqual(image.format, .grey)
            XCTAssertEqual(rows(image), levels, "\(space)")
        }
    }

    func testColoursKeepTheirNumbersInAnyRGBSpace() throws {
        let colours: [UInt8] = levels.flatMap { level in [level, 255 - level, level / 2, 255] }
        let names = [CGColorSpace.sRGB, CGColorSpace.displayP3, CGColorSpace.adobeRGB1998]
        let spaces = [CGColorSpaceCreateDeviceRGB()] + names.compactMap(CGColorSpace.init(name:))
        for space in spaces {
            let stored = try makeImage(colours, width: 16, space: space, alpha: .noneSkipLast)
            let image = try PixelImage(stored)
            XCTAssertEqual(image.format, .rgba)
            XCTAssertEqual(rows(image), colours, "\(space)")
        }
    }

    func testTransparentPixelsAreWhite() throws {
        let space = CGColorSpaceCreateDeviceRGB()
        let pixels: [UInt8] = [0, 0, 0, 0, 10, 20, 30, 255]
        let image = try PixelImage(makeImage(pixels, width: 2, space: space, alpha: .last))
        XCTAssertEqual(rows(image), [255, 255, 255, 255, 10, 20, 30, 255])
    }

    func testOrientations() throws {
        let upright: [(CGImagePropertyOrientation, [UInt8], Int)] = [
            (.up, [1, 2, 3, 4, 5, 6], 3), (.upMirrored, [3, 2, 1, 6, 5, 4], 3),
            (.down, [6, 5, 4, 3, 2, 1], 3), (.downMirrored, [4, 5, 6, 1, 2, 3], 3),
            (.leftMirrored, [1, 4, 2, 5, 3, 6], 2), (.right, [4, 1, 5, 2, 6, 3], 2),
            (.rightMirrored, [6, 3, 5, 2, 4, 1], 2), (.left, [3, 6, 2, 5, 1, 4], 2),
        ]
        let space = CGColorSpaceCreateDeviceGray()
        let stored = try makeImage([1, 2, 3, 4, 5, 6], width: 3, space: space, alpha: .none)
        for (orientation, pixels, width) in upright {
            let image = try PixelImage(stored, orientation: orientation)
            XCTAssertEqual(image.width, width)
            XCTAssertEqual(rows(image), pixels, "\(orientation)")
        }
    }

    func testOrientationOfAFileIsHeard() throws {
        let space = CGColorSpaceCreateDeviceGray()
        let stored = try makeImage([1, 2, 3, 4, 5, 6], width: 3, space: space, alpha: .none)
        let file = NSMutableData()
        let tiff = "public.tiff" as CFString
        let writer = try XCTUnwrap(CGImageDestinationCreateWithData(file, tiff, 1, nil))
        let properties = [kCGImagePropertyOrientation: CGImagePropertyOrientation.right.rawValue]
        CGImageDestinationAddImage(writer, stored, properties as CFDictionary)
        XCTAssertTrue(CGImageDestinationFinalize(writer))
        let image = try PixelImage(encoded: file as Data)
        XCTAssertEqual(rows(image), [4, 1, 5, 2, 6, 3])
    }

    func testPaddedRowsOfAFrame() throws {
        var made: CVPixelBuffer?
        CVPixelBufferCreate(nil, 5, 3, kCVPixelFormatType_32BGRA, nil, &made)
        let buffer = try XCTUnwrap(made)
        CVPixelBufferLockBaseAddress(buffer, [])
        let base = try XCTUnwrap(CVPixelBufferGetBaseAddress(buffer))
        for row in 0..<3 {
            for byte in 0..<20 {
                let place = row * CVPixelBufferGetBytesPerRow(buffer) + byte
                base.storeBytes(of: UInt8(row * 20 + byte), toByteOffset: place, as: UInt8.self)
            }
        }
        CVPixelBufferUnlockBaseAddress(buffer, [])
        let image = try PixelImage(buffer)
        XCTAssertEqual(image.format, .bgra)
        XCTAssertEqual(rows(image), (0..<60).map { UInt8($0) })
    }

    func testWhatIsNoImageIsRefused() {
        XCTAssertThrowsError(try PixelImage(encoded: Data("not an image".utf8))) { error in
            guard case PocketOCRError.image = error else { return XCTFail("\(error)") }
        }
    }
}

/// A Core Graphics image of 8 bits a channel.
private func makeImage(
    _ bytes: [UInt8], width: Int, space: CGColorSpace, alpha: CGImageAlphaInfo
) throws -> CGImage {
    let channels = space.numberOfComponents + (alpha == .none ? 0 : 1)
    let provider = try XCTUnwrap(CGDataProvider(data: Data(bytes) as CFData))
    return try XCTUnwrap(
        CGImage(
            width: width, height: bytes.count / channels / width, bitsPerComponent: 8,
            bitsPerPixel: 8 * channels, bytesPerRow: channels * width, space: space,
            bitmapInfo: CGBitmapInfo(rawValue: alpha.rawValue), provider: provider, decode: nil,
            shouldInterpolate: false, intent: .defaultIntent))
}

/// The rows' bytes without padding.
private func rows(_ image: PixelImage) -> [UInt8] {
    let bytes = [UInt8](image.data)
    return (0..<image.height).flatMap { row in
        bytes.dropFirst(row * image.bytesPerRow)
            .prefix(image.width * image.format.bytesPerPixel)
    }
}
