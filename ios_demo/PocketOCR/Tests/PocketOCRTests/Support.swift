import Foundation
import PocketOCR
import XCTest

/// The repository's bundle; a simulator sees it as well.
let bundleFolder = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../../pocket_ocr/bundle").standardizedFileURL

/// A net as a closure.
struct ClosureNet: Net {
    let body: @Sendable (Tiles, UnsafeMutableBufferPointer<Float>) throws -> Void

    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws {
        try body(tiles, logits)
    }
}

/// A net that has learnt nothing: the class of a step follows from the darkness of its column.
struct ColumnNet: Net {
    let model: ModelBundle.Model

    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) {
        logits.update(repeating: 0)
        for tile in 0..<tiles.count {
            for step in 0..<model.steps {
                let column = step * tiles.width / model.steps
                let darkness = (0..<tiles.height).reduce(0) {
                    $0 + 255 - Int(tiles[tile][$1 * tiles.width + column])
                }
                logits[(tile * model.steps + step) * model.classes + darkness % model.classes] = 20
            }
        }
    }
}

/// A reader with the repository's bundle.
func makeReader(
    net: @escaping (ModelBundle.Model) throws -> any Net = { ColumnNet(model: $0) }
) throws -> PageReader {
    try PageReader(bundle: ModelBundle(at: bundleFolder), net: net)
}

/// A white page with lines of what looks like the letter H, `size` letters wide and high.
func pageOfLetters(width: Int = 480, height: Int = 360) -> PixelImage {
    var pixels = Data(repeating: 255, count: width * height)
    for top in stride(from: 40, to: height - 60, by: 60) {
        for (letter, left) in stride(from: 40, to: width - 60, by: 20).enumerated()
        where letter % 6 != 5 {
            for y in 0..<20 {
                for x in 0..<12 where x < 3 || x >= 9 || (9..<12).contains(y) {
                    pixels[(top + y) * width + left + x] = 0
                }
            }
        }
    }
    return PixelImage(width: width, height: height, format: .grey, data: pixels)
}

/// The error that `body` throws; fails the test if there is none.
func thrown(
    file: StaticString = #filePath, line: UInt = #line, by body: () async throws -> Void
) async -> (any Error)? {
    do {
        try await body()
    } catch {
        return error
    }
    XCTFail("nothing was thrown", file: file, line: line)
    return nil
}

/// A value that several threads change.
final class Locked<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func use<T>(_ body: (inout Value) throws -> T) rethrows -> T {
        try lock.withLock { try body(&value) }
    }

    var now: Value { use { $0 } }
}
