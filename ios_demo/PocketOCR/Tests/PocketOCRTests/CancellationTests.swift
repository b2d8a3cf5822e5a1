import Foundation
import PocketOCR
import XCTest

/// A cancelled task throws `CancellationError`, soon, whatever the page was at.
final class CancellationTests: XCTestCase {
    func testBeforeItBegins() async throws {
        let calls = Locked(0)
        let reader = try countingReader(calls)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await reader.read(pageOfLetters())
        }
        task.cancel()
        await assertCancelled(task)
        XCTAssertEqual(calls.now, 0)
    }

    func testWhileTheNetRuns() async throws {
        let calls = Locked(0)
        let cancel = Locked<@Sendable () -> Void>({})
        let reader = try countingReader(calls) { cancel.now() }
        let mayBegin = DispatchSemaphore(value: 0)
        let task = Task.detached {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    mayBegin.wait()
                    continuation.resume()
                }
            }
            return try await reader.read(pageOfLetters())
        }
        cancel.use { $0 = { task.cancel() } }
        mayBegin.signal()
        await assertCancelled(task)
        XCTAssertEqual(calls.now, 1)
    }

    func testWhileTextIsLookedFor() async throws {
        let reader = try makeReader()
        var noise = Data(count: 2000 * 2000)
        noise.withUnsafeMutableBytes { bytes in
            for index in bytes.indices {
                bytes[index] = UInt8(truncatingIfNeeded: (index &* 2_654_435_761) >> 13)
            }
        }
        let image = PixelImage(width: 2000, height: 2000, format: .grey, data: noise)
        let task = Task { try await reader.read(image) }
        try await Task.sleep(nanoseconds: 20_000_000)
        task.cancel()
        await assertCancelled(task)
    }

    func testAPageThatIsReadStaysRead() async throws {
        let reader = try makeReader()
        let task = Task { try await reader.read(pageOfLetters()) }
        let page = try await task.value
        task.cancel()
        let again = try await task.value
        XCTAssertEqual(again, page)
    }

    private func countingReader(
        _ calls: Locked<Int>, _ during: @escaping @Sendable () -> Void = {}
    ) throws -> PageReader {
        try makeReader { model in
            ClosureNet { tiles, logits in
                calls.use { $0 += 1 }
                during()
                ColumnNet(model: model).run(tiles, into: logits)
            }
        }
    }

    private func assertCancelled(_ task: Task<Page, any Error>, line: UInt = #line) async {
        let error = await thrown(line: line) { _ = try await task.value }
        XCTAssert(error is CancellationError, "\(String(describing: error))", line: line)
    }
}
