import Foundation
import PocketOCR
import XCTest

/// What pixels may look like: formats, padded rows, sizes.
final class PixelImageTests: XCTestCase {
    func testGreyPixelsAreTheSameInEveryFormat() throws {
        for format in PixelImage.Format.allCases {
            let pixels = (0..<6).flatMap { value -> [UInt8] in
                let grey = UInt8(value * 50)
                return Array([grey, grey, grey, 255][..<format.bytesPerPixel])
            }
            let image = PixelImage(width: 3, height: 2, format: format, data: Data(pixels))
            XCTAssertEqual(try image.grey(), Data([0, 50, 100, 150, 200, 250]), "\(format)")
        }
    }

    func testChannelsAreNotMixedUp() throws {
        let red = try grey(.rgb, [255, 0, 0])
        XCTAssertEqual(red, 76)
        XCTAssertEqual(try grey(.bgr, [0, 0, 255]), red)
        XCTAssertEqual(try grey(.rgba, [255, 0, 0, 255]), red)
        XCTAssertEqual(try grey(.bgra, [0, 0, 255, 255]), red)
    }

    func testTransparentPixelsShowPaper() throws {
        XCTAssertEqual(try grey(.rgba, [0, 0, 0, 0]), 255)
        XCTAssertEqual(try grey(.bgra, [0, 0, 0, 0]), 255)
    }

    func testPaddingOfRowsIsSkipped() throws {
        for format in PixelImage.Format.allCases {
            let row = [UInt8](repeating: 90, count: 2 * format.bytesPerPixel)
            let opaque = row.enumerated().map { $0.offset % 4 == 3 ? 255 : $0.element }
            let used = format.bytesPerPixel == 4 ? opaque : row
            let padding = [UInt8](repeating: 7, count: 5)
            let image = PixelImage(
                width: 2, height: 2, bytesPerRow: used.count + padding.count, format: format,
                data: Data(used + padding + used))
            XCTAssertEqual(try image.grey(), Data([90, 90, 90, 90]), "\(format)")
        }
    }

    func testImagesThatCannotBe() {
        let four = Data(count: 4)
        let images = [
            PixelImage(width: 0, height: 4, format: .grey, data: four),
            PixelImage(width: 4, height: -1, format: .grey, data: four),
            PixelImage(width: .max, height: .max, format: .rgba, data: four),
            PixelImage(width: 1 << 40, height: 1, format: .grey, data: four),
            PixelImage(width: 2, height: 3, format: .grey, data: four),
            PixelImage(width: 2, height: 2, bytesPerRow: 1, format: .grey, data: four),
            PixelImage(width: 2, height: 2, bytesPerRow: -2, format: .grey, data: four),
            PixelImage(width: 2, height: 2, bytesPerRow: .max, format: .grey, data: four),
            PixelImage(width: 1, height: 1, format: .grey, data: Data()),
        ]
        for image in images {
            XCTAssertThrowsError(try image.grey(), "\(image)") {
                guard case PocketOCRError.image(let message)? = $0 as? PocketOCRError else {
                    return XCTFail("\($0)")
                }
                XCTAssertFalse(message.isEmpty)
            }
        }
    }

    func testTheSmallestPage() async throws {
        let page = try await makeReader().read(
            PixelImage(width: 1, height: 1, format: .grey, data: Data([128])))
        XCTAssertEqual(page.text, "")
        XCTAssertEqual([page.width, page.height], [1, 1])
        XCTAssertEqual(page.blocks, [])
    }

    func testALargePage() async throws {
        let image = PixelImage(
            width: 4960, height: 7016, format: .grey, data: Data(repeating: 255, count: 4960 * 7016)
        )
        let page = try await makeReader().read(image)
        XCTAssertEqual([page.width, page.height], [4960, 7016])
        XCTAssertEqual(page.text, "")
    }

    func testAPageTooLongIsRefused() async throws {
        let reader = try makeReader()
        let image = PixelImage(
            width: 1, height: 3_000_000, format: .grey, data: Data(repeating: 255, count: 3_000_000)
        )
        let error = await thrown { _ = try await reader.read(image) }
        guard case PocketOCRError.image? = error as? PocketOCRError else {
            return XCTFail("\(String(describing: error))")
        }
    }

    func testLentMemoryIsGivenBack() async throws {
        let count = 100 * 100
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 1)
        memory.initializeMemory(as: UInt8.self, repeating: 255, count: count)
        let returned = expectation(description: "the pixels are no longer needed")
        _ = try await makeReader().read(
            PixelImage(
                width: 100, height: 100, format: .grey,
                data: Data(
                    bytesNoCopy: memory, count: count,
                    deallocator: .custom { memory, _ in
                        memory.deallocate()
                        returned.fulfill()
                    })))
        await fulfillment(of: [returned], timeout: 10)
    }

    private func grey(_ format: PixelImage.Format, _ pixel: [UInt8]) throws -> UInt8 {
        try PixelImage(width: 1, height: 1, format: format, data: Data(pixel)).grey()[0]
    }
}
