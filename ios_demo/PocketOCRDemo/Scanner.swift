import PocketOCR
import UIKit

/// A photo with what was read on it.
struct ReadPhoto: Identifiable, Sendable {
    let id = UUID()
    /// As it is shown: upright.
    let image: UIImage
    /// Its quads count pixels of the upright image.
    let page: Page
    let times: StageTimes
}

/// Reads photos with the bundle that the build put into the app.
actor Scanner {
    private let reader: PageReader
    private let net: TimedNet

    /// Loads the model; an actor's `init` runs where it is called, so not on the main thread.
    init() throws {
        guard let folder = Bundle.main.url(forResource: "PocketOCR", withExtension: nil) else {
            throw PocketOCRError.bundle(
                "This app was built without its bundle; see ios_demo/README.md.")
        }
        let bundle = try ModelBundle(at: folder)
        let net = try TimedNet(CoreMLNet(bundle.defaultModel))
        reader = try PageReader(bundle: bundle) { _ in net }
        self.net = net
    }

    /// Reads one photo; only one at a time, or their times mix.
    func read(_ image: UIImage, progress: @escaping PageReader.Progress) async throws -> ReadPhoto {
        let clock = ContinuousClock()
        let start = clock.now
        let pixels = try PixelImage(image)
        let decoded = clock.now
        net.reset()
        let page = try await reader.read(pixels, progress: progress)
        let reading = clock.now - decoded
        let times = StageTimes(
            decoding: decoded - start, findingAndJoining: reading - net.spent, net: net.spent)
        return ReadPhoto(image: image, page: page, times: times)
    }
}
