import Observation
import PocketOCR
import UIKit

/// What the screen shows: nothing yet, photos being read, what was read, or why it failed.
@MainActor
@Observable
final class ReadingSession {
    enum State {
        case empty
        /// What share is read, from 0 to 1.
        case reading(Double)
        case read([ReadPhoto])
        /// A sentence.
        case failed(String)
    }

    private(set) var state = State.empty

    private var scanner: Scanner?
    private var task: Task<Void, Never>?

    /// Reads photos one after the other. What is being read is cancelled before.
    ///
    /// - Parameter load: Gets the photos, or throws an error with a sentence.
    func read(_ load: @escaping @Sendable () async throws -> [UIImage]) {
        let last = task
        last?.cancel()
        state = .reading(0)
        task = Task {
            await last?.value
            do {
                let photos = try await readAll(load())
                try Task.checkCancellation()
                state = photos.isEmpty ? .empty : .read(photos)
            } catch  where error is CancellationError || Task.isCancelled {
                if task?.isCancelled == true, case .reading = state { state = .empty }
            } catch {
                state = .failed(error.localizedDescription)
            }
        }
    }

    /// Stops reading.
    func cancel() {
        task?.cancel()
    }

    /// Shows a sentence in place of what was read.
    func fail(_ error: any Error) {
        cancel()
        state = .failed(error.localizedDescription)
    }

    private func readAll(_ images: [UIImage]) async throws -> [ReadPhoto] {
        let scanner = try await openScanner()
        var photos: [ReadPhoto] = []
        for image in images {
            let before = photos.count
            let photo = try await scanner.read(image) { share in
                Task { @MainActor in
                    self.show(share: (Double(before) + share) / Double(images.count))
                }
            }
            photos.append(photo)
        }
        return photos
    }

    private func show(share: Double) {
        if case .reading = state { state = .reading(share) }
    }

    private func openScanner() async throws -> Scanner {
        if let scanner { return scanner }
        let opened = try await Task.detached(priority: .userInitiated) { try Scanner() }.value
        scanner = opened
        return opened
    }
}
