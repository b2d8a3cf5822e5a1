import Foundation

/// Why a page could not be read, in one English sentence for developers and logs.
///
/// Cancelled reads throw `CancellationError`, and errors of a ``Net`` are thrown as they are.
public enum PocketOCRError: Error, Sendable, Hashable {
    /// The bundle is missing, damaged, of another version, or has no such model.
    case bundle(String)
    /// An image without pixels, with too few bytes, or larger than can be read.
    case image(String)
    /// The net's logits are not finite, or some were not written.
    case net(String)
    /// There is not enough memory.
    case memory(String)
    /// A defect of this library: please report the sentence.
    case defect(String)

    /// The sentence.
    public var message: String {
        switch self {
        case .bundle(let message), .image(let message), .net(let message), .memory(let message),
            .defect(let message):
            message
        }
    }
}

extension PocketOCRError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }
    public var description: String { message }
}
