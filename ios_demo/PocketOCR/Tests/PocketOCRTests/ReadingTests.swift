import Foundation
import PocketOCR
import XCTest

/// Reading a page: results, progress, threads, errors of the net.
final class ReadingTests: XCTestCase {
    func testAResultHoldsTogether() async throws {
        let page = try await makeReader().read(pageOfLetters())
        XCTAssertFalse(page.words.isEmpty)
        XCTAssertEqual(page.text, page.blocks.map(\.text).joined(separator: "\n\n"))
        for block in page.blocks {
            XCTAssertEqual(block.text, block.lines.map(\.text).joined(separator: "\n"))
        }
        for line in page.lines {
            XCTAssertEqual(line.text, line.words.map(\.text).joined(separator: " "))
            XCTAssertFalse(line.isLightOnDark)
        }
        for word in page.words {
            XCTAssertEqual(word.text, word.characters.map(\.text).joined())
            XCTAssert((0...1000).contains(word.confidence), "\(word.confidence)")
            XCTAssertLessThan(word.quad.topLeft.y, word.quad.bottomLeft.y)
        }
    }

    func testAPageIsTheSameAfterJSON() async throws {
        let page = try await makeReader().read(pageOfLetters())
        let json = try JSONEncoder().encode(page)
        XCTAssertEqual(try JSONDecoder().decode(Page.self, from: json), page)
    }

    func testAKnownRotationIsTaken() async throws {
        let reader = try makeReader()
        for rotation in Rotation.allCases {
            let page = try await reader.read(pageOfLetters(), rotation: rotation)
            XCTAssertEqual(page.rotation, rotation)
            XCTAssertEqual([page.width, page.height], [480, 360])
        }
    }

    func testNothingRunsOnTheMainThread() async throws {
        let onMain = Locked<[Bool]>([])
        let reader = try makeReader { model in
            ClosureNet { tiles, logits in
                onMain.use { $0.append(Thread.isMainThread) }
                ColumnNet(model: model).run(tiles, into: logits)
            }
        }
        let task = Task { @MainActor in
            try await reader.read(pageOfLetters()) { _ in
                onMain.use { $0.append(Thread.isMainThread) }
            }
        }
        _ = try await task.value
        XCTAssertFalse(onMain.now.isEmpty)
        XCTAssertFalse(onMain.now.contains(true))
    }

    func testProgressRisesToOne() async throws {
        let steps = Locked<[Double]>([])
        _ = try await makeReader().read(pageOfLetters()) { step in steps.use { $0.append(step) } }
        XCTAssertEqual(steps.now, steps.now.sorted())
        XCTAssertEqual(steps.now.last, 1)
        XCTAssertGreaterThan(steps.now.count, 1)
    }

    func testPagesReadAtTheSameTimeDoNotDisturbEachOther() async throws {
        let running = Locked(0)
        let reader = try makeReader { model in
            ClosureNet { tiles, logits in
                let others = running.use { count -> Int in
                    count += 1
                    return count - 1
                }
                XCTAssertEqual(others, 0, "a reader calls its net once at a time")
                ColumnNet(model: model).run(tiles, into: logits)
                running.use { $0 -= 1 }
            }
        }
        let images = [pageOfLetters(), pageOfLetters(width: 700, height: 500)]
        let alone = [try await reader.read(images[0]), try await reader.read(images[1])]
        XCTAssertNotEqual(alone[0].text, alone[1].text)
        try await withThrowingTaskGroup(of: (Int, Page).self) { group in
            for index in 0..<8 {
                group.addTask { (index % 2, try await reader.read(images[index % 2])) }
            }
            for try await (index, page) in group { XCTAssertEqual(page, alone[index]) }
        }
    }

    func testLogitsThatAreNotFinite() async throws {
        try await assertNetRefused { _, logits in logits.update(repeating: .infinity) }
    }

    func testLogitsThatWereNotAllWritten() async throws {
        try await assertNetRefused { _, logits in logits.dropLast().update(repeating: 0) }
    }

    func testTheBufferOfLogitsHasTheSizeOfTheTiles() async throws {
        let sizes = Locked<Set<Int>>([])
        let reader = try makeReader { model in
            ClosureNet { tiles, logits in
                sizes.use { _ = $0.insert(logits.count / tiles.count) }
                XCTAssertEqual(tiles.pixels.count, tiles.count * tiles.height * tiles.width)
                XCTAssertEqual([tiles.width, tiles.height], [model.tileWidth, model.tileHeight])
                ColumnNet(model: model).run(tiles, into: logits)
            }
        }
        _ = try await reader.read(pageOfLetters())
        XCTAssertEqual(sizes.now, [reader.model.steps * reader.model.classes])
    }

    func testAnErrorOfTheNetIsThrownAndTheReaderGoesOn() async throws {
        struct Hot: Error {}
        let isHot = Locked(true)
        let reader = try makeReader { model in
            ClosureNet { tiles, logits in
                if isHot.now { throw Hot() }
                ColumnNet(model: model).run(tiles, into: logits)
            }
        }
        let error = await thrown { _ = try await reader.read(pageOfLetters()) }
        XCTAssert(error is Hot, "\(String(describing: error))")
        isHot.use { $0 = false }
        let page = try await reader.read(pageOfLetters())
        XCTAssertFalse(page.words.isEmpty)
    }

    private func assertNetRefused(
        line: UInt = #line,
        _ body: @escaping @Sendable (Tiles, UnsafeMutableBufferPointer<Float>) -> Void
    ) async throws {
        let reader = try makeReader { _ in ClosureNet(body: body) }
        let error = await thrown { _ = try await reader.read(pageOfLetters()) }
        guard case PocketOCRError.net(let message)? = error as? PocketOCRError else {
            return XCTFail("\(String(describing: error))", line: line)
        }
        XCTAssertFalse(message.isEmpty)
    }
}
