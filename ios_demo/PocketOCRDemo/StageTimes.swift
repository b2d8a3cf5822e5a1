import Foundation
import PocketOCR
import os

/// How long each stage of reading a photo took.
struct StageTimes: Sendable {
    let decoding: Duration
    let findingAndJoining: Duration
    let net: Duration

    /// "12 ms decoding, …"
    var sentence: String {
        let parts = [
            (decoding, "decoding"), (findingAndJoining, "finding and joining"), (net, "net"),
        ]
        return parts.map { "\($0.0.formatted(.milliseconds)) \($0.1)" }.joined(separator: ", ")
    }
}

extension FormatStyle where Self == Duration.UnitsFormatStyle {
    /// Whole milliseconds.
    fileprivate static var milliseconds: Self { .units(allowed: [.milliseconds], width: .narrow) }
}

/// A net that notes how long it ran. Any `Net` may be wrapped so.
final class TimedNet: Net {
    private let net: any Net
    private let total = OSAllocatedUnfairLock(initialState: Duration.zero)

    init(_ net: any Net) {
        self.net = net
    }

    /// Since the last `reset`.
    var spent: Duration { total.withLock { $0 } }

    func reset() {
        total.withLock { $0 = .zero }
    }

    func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws {
        let start = ContinuousClock.now
        try net.run(tiles, into: logits)
        let time = start.duration(to: .now)
        total.withLock { $0 += time }
    }
}
