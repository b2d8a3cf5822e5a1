import Foundation

/// Reads text on images of pages, with the model of a bundle.
///
///     let reader = try PageReader(bundle: ModelBundle(at: folder)) { model in try MyNet(model) }
///     let page = try await reader.read(image)
///     print(page.text)
///
/// Opening a reader loads the model: open one, keep it, and share it. It may be used from any task
/// and by several at the same time; each page that is being read takes memory of its own, up to
/// about 200 MB for a large one.
public final class PageReader: Sendable {
    /// Called with what share of a page is read, from 0 to 1, never falling; on a background thread.
    public typealias Progress = @Sendable (Double) -> Void

    /// The model that reads.
    public let model: ModelBundle.Model

    private let engine: Engine
    private let net: SerialNet

    /// Opens a bundle's model. Takes long enough to be noticed: not for the main thread.
    ///
    /// - Parameters:
    ///   - bundle: The bundle.
    ///   - precision: Which of its models to take, "fp16" for instance; `nil` is its default.
    ///   - lexicon: Whether to correct doubtful words by the bundle's lexicon, if it has one; without
    ///     it, words are left as the net reads them.
    ///   - net: Loads that model into a runtime.
    /// - Throws: ``PocketOCRError/bundle(_:)`` if there is no such model, if its file was changed,
    ///   or if it does not fit the charset; and whatever `net` throws.
    public init(
        bundle: ModelBundle, precision: String? = nil, lexicon: Bool = true,
        net: (ModelBundle.Model) throws -> any Net
    ) throws {
        model = try bundle.model(precision: precision)
        try model.verify()
        engine = try Engine(bundle: bundle, model: model, lexicon: lexicon)
        self.net = SerialNet(try net(model))
    }

    /// Reads a page.
    ///
    /// The work is done on a background thread, so this may be awaited from the main actor. If the
    /// task is cancelled, reading stops within a fraction of a second.
    ///
    /// - Parameters:
    ///   - image: The page's pixels.
    ///   - rotation: By how much to turn the page clockwise so that its text stands upright; `nil`:
    ///     found out.
    ///   - progress: Told how far it is.
    /// - Returns: What stands on the page; quads count pixels of `image` as it was given.
    /// - Throws: `CancellationError`; ``PocketOCRError``; whatever the net throws.
    public func read(
        _ image: PixelImage, rotation: Rotation? = nil, progress: Progress? = nil
    ) async throws -> Page {
        let reading = Reading(engine: engine, net: net, progress: progress)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Seconds of work would block one of the few threads that all tasks share.
                PageReader.queue.async {
                    continuation.resume(with: Result { try reading.page(of: image, rotation) })
                }
            }
        } onCancel: {
            reading.cancel()
        }
    }

    private static let queue = DispatchQueue(
        label: "PocketOCR", qos: .userInitiated, attributes: .concurrent)
}
