// Runs one of the package's Apple files on what standard input brings, and writes what it gives to
// standard output; compiled into one module with the package's sources.
import CoreGraphics
import CoreML
import CoreVideo
import Foundation
import ImageIO
import UIKit

@main
struct Probe {
    static func main() async {
        let arguments = CommandLine.arguments
        let input = FileHandle.standardInput.readDataToEndOfFile()
        do {
            try await FileHandle.standardOutput.write(
                contentsOf: answer(arguments[1], Array(arguments.dropFirst(2)), input))
        } catch {
            FileHandle.standardError.write(Data("\(error.localizedDescription)\n".utf8))
            exit(1)
        }
    }

    static func answer(_ what: String, _ words: [String], _ input: Data) async throws -> Data {
        let numbers = words.compactMap { Int($0) }
        switch what {
        case "compile":
            try await CoreMLNet.compile(
                ModelBundle(at: URL(fileURLWithPath: words[0])).defaultModel)
            return Data()
        case "net":
            return try logits(of: input, bundle: URL(fileURLWithPath: words[0]), threads: 1)
        case "two-threads":
            return try logits(of: input, bundle: URL(fileURLWithPath: words[0]), threads: 2)
        case "halves":
            return Data(
                (0...UInt16.max).flatMap { bits in
                    withUnsafeBytes(of: float(half: bits)) { Array($0) }
                })
        case "upright":
            let formats: [PixelImage.Format] = [.grey, .rgb, .rgba]
            let format = formats.first { $0.bytesPerPixel == numbers[4] } ?? .grey
            let image = PixelImage(
                width: numbers[1], height: numbers[2], bytesPerRow: numbers[3], format: format,
                data: input)
            return described(image.upright(exif: UInt32(numbers[0])))
        case "encoded":
            return try described(PixelImage(encoded: input))
        case "drawn":
            return try described(PixelImage(drawing(words[0], numbers, input)))
        case "ui-image":
            let image = UIImage(
                cgImage: numbers[1] > 0 ? drawing(words[0], numbers, input) : nil,
                orientation: UIImage.Orientation(rawValue: numbers[0]) ?? .up)
            return try described(PixelImage(image))
        case "frame":
            return try described(frame(numbers, input))
        default:
            fatalError("unknown: \(what)")
        }
    }

    /// `width height bytesPerRow bytesPerPixel`, a newline, the bytes.
    static func described(_ image: PixelImage) -> Data {
        let sizes = [image.width, image.height, image.bytesPerRow, image.format.bytesPerPixel]
        return Data((sizes.map { "\($0)" }.joined(separator: " ") + "\n").utf8) + image.data
    }

    static func drawing(_ space: String, _ numbers: [Int], _ input: Data) -> CGImage {
        let sizes = numbers.suffix(2)
        return CGImage(
            width: sizes.first ?? 0, height: sizes.last ?? 0, colorSpace: CGColorSpace(name: space),
            pixels: [UInt8](input))
    }

    /// Of `format width height orientation`, filled with the input's rows.
    static func frame(_ numbers: [Int], _ input: Data) throws -> PixelImage {
        var made: CVPixelBuffer?
        CVPixelBufferCreate(nil, numbers[1], numbers[2], OSType(numbers[0]), nil, &made)
        guard let buffer = made else { throw CocoaError(.featureUnsupported) }
        CVPixelBufferLockBaseAddress(buffer, [])
        let isPlanar = CVPixelBufferIsPlanar(buffer)
        let base =
            isPlanar
            ? CVPixelBufferGetBaseAddressOfPlane(buffer, 0) : CVPixelBufferGetBaseAddress(buffer)
        let row = input.count / numbers[2]
        for y in 0..<numbers[2] {
            let bytes = [UInt8](input)[y * row..<(y + 1) * row]
            (base! + y * CVPixelBufferGetBytesPerRow(buffer)).copyMemory(
                from: Array(bytes), byteCount: row)
        }
        CVPixelBufferUnlockBaseAddress(buffer, [])
        return try PixelImage(
            buffer, orientation: CGImagePropertyOrientation(rawValue: UInt32(numbers[3])) ?? .up)
    }

    /// All of the input's tiles at once, in each of the threads; what the last one was given.
    static func logits(of tiles: Data, bundle: URL, threads: Int) throws -> Data {
        let model = try ModelBundle(at: bundle).defaultModel
        let net = try CoreMLNet(model)
        let count = tiles.count / (model.tileWidth * model.tileHeight)
        let answers = Answers()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            answers.add(
                Result {
                    var logits = [Float](
                        repeating: .nan, count: count * model.steps * model.classes)
                    try tiles.withUnsafeBytes { (pixels: UnsafeRawBufferPointer) in
                        let given = Tiles(
                            count: count, width: model.tileWidth, height: model.tileHeight,
                            pixels: pixels.bindMemory(to: UInt8.self).baseAddress)
                        try logits.withUnsafeMutableBufferPointer { try net.run(given, into: $0) }
                    }
                    return logits.withUnsafeBytes { Data($0) }
                })
        }
        return try answers.last()
    }
}

private final class Answers: @unchecked Sendable {  // the lock guards the list
    private var list: [Result<Data, any Error>] = []
    private let lock = NSLock()

    func add(_ answer: Result<Data, any Error>) {
        lock.withLock { list.append(answer) }
    }

    func last() throws -> Data {
        try lock.withLock { list }.map { try $0.get() }.last ?? Data()
    }
}
