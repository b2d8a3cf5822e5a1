import Foundation
import PocketOCR

/// A net in the program at the other ends of standard output and input, which talk as
/// native/tools/net.py says.
struct PipeNet: Net {
    /// The other program has ended.
    struct Closed: Error, CustomStringConvertible {
        let description = "the net's program has ended"
    }

    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws {
        try withUnsafeBytes(of: UInt32(tiles.count).littleEndian, send)
        try send(tiles.pixels)
        try receive(UnsafeMutableRawBufferPointer(logits))
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = write(
                STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if sent <= 0 { throw Closed() }
            rest = rest.dropFirst(sent)
        }
    }

    private func receive(_ bytes: UnsafeMutableRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let target = UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress
            let received = read(STDIN_FILENO, target, rest.count)
            if received <= 0 { throw Closed() }
            rest = rest.dropFirst(received)
        }
    }
}
