import Foundation

/// A model in a runtime of neural networks: Core ML, or your own.
///
/// A reader calls ``run(_:into:)`` on background threads, one call at a time. A net that is given
/// to several readers has to bear calls at the same time.
public protocol Net: Sendable {
    /// Runs the net on each tile, all within this call; tiles do not influence each other.
    ///
    /// - Parameters:
    ///   - tiles: Grey pixels, at least one tile.
    ///   - logits: To be written: float32 `[count, steps, classes]` without gaps, what the model
    ///     gives before any softmax. Every value has to be written, and to be finite.
    /// - Throws: What kept the net from running; ``PageReader/read(_:rotation:progress:)`` throws
    ///   it on.
    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws
}

/// Input of a ``Net``: grey tiles, uint8 `[count, height, width]` without gaps. Valid only within
/// the call that it is given to.
public struct Tiles {
    /// How many tiles.
    public let count: Int
    /// Width of a tile in pixels.
    public let width: Int
    /// Height of a tile in pixels.
    public let height: Int
    /// All pixels, `count * height * width` bytes.
    public let pixels: UnsafeRawBufferPointer

    package init(count: Int, width: Int, height: Int, pixels: UnsafePointer<UInt8>?) {
        self.count = count
        self.width = width
        self.height = height
        self.pixels = UnsafeRawBufferPointer(start: pixels, count: count * height * width)
    }

    /// The pixels of a tile, `height * width` bytes.
    public subscript(index: Int) -> UnsafeRawBufferPointer {
        let size = height * width
        return UnsafeRawBufferPointer(rebasing: pixels[index * size..<(index + 1) * size])
    }
}

/// A net that is called by one thread at a time.
final class SerialNet: Sendable {
    private let net: any Net
    private let lock = NSLock()

    init(_ net: any Net) {
        self.net = net
    }

    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws {
        try lock.withLock { try net.run(tiles, into: logits) }
    }
}
