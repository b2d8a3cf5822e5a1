import Foundation
import PocketOCR
import XCTest

/// Bundles are checked when they are opened.
final class BundleTests: XCTestCase {
    private var folder = URL(fileURLWithPath: "/")

    override func setUpWithError() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: bundleFolder, to: folder)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    func testABundleTellsWhatItHolds() throws {
        let bundle = try ModelBundle(at: folder)
        XCTAssertFalse(bundle.name.isEmpty)
        XCTAssertFalse(bundle.version.isEmpty)
        let model = bundle.defaultModel
        XCTAssertEqual(try bundle.model(precision: model.precision).url, model.url)
        let size = try FileManager.default.attributesOfItem(atPath: model.url.path)[.size]
        XCTAssertEqual((size as? NSNumber)?.intValue, model.bytes)
    }

    func testAnUnknownPrecisionIsAnsweredWithTheKnown() throws {
        let bundle = try ModelBundle(at: folder)
        XCTAssertThrowsError(try bundle.model(precision: "int3")) {
            XCTAssert("\($0)".contains("int3"), "\($0)")
            XCTAssert("\($0)".contains(bundle.defaultModel.precision), "\($0)")
        }
    }

    func testAFolderWithoutAManifest() throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent("manifest.json"))
        assertRefused("manifest.json cannot be read") { _ = try ModelBundle(at: self.folder) }
    }

    func testAManifestThatIsNone() throws {
        try Data("[1, 2".utf8).write(to: folder.appendingPathComponent("manifest.json"))
        assertRefused("manifest") { _ = try ModelBundle(at: self.folder) }
    }

    func testAChangedCharset() throws {
        try append("!", to: "charset.txt")
        assertRefused("charset.txt was changed") { _ = try ModelBundle(at: self.folder) }
    }

    func testAChangedModel() throws {
        let bundle = try ModelBundle(at: folder)
        try append("!", to: bundle.defaultModel.url.lastPathComponent)
        assertRefused("was changed or is damaged") {
            _ = try PageReader(bundle: bundle) { ColumnNet(model: $0) }
        }
    }

    func testAModelThatWasCompiledAwayIsTheNetsBusiness() throws {
        let bundle = try ModelBundle(at: folder)
        try FileManager.default.removeItem(at: bundle.defaultModel.url)
        _ = try PageReader(bundle: bundle) { ColumnNet(model: $0) }
    }

    func testWhatLoadingTheNetThrowsIsThrownOn() throws {
        struct NoRuntime: Error {}
        let bundle = try ModelBundle(at: folder)
        XCTAssertThrowsError(try PageReader(bundle: bundle) { _ in throw NoRuntime() }) {
            XCTAssert($0 is NoRuntime, "\($0)")
        }
    }

    private func append(_ text: String, to file: String) throws {
        let url = folder.appendingPathComponent(file)
        try (Data(contentsOf: url) + Data(text.utf8)).write(to: url)
    }

    private func assertRefused(
        _ sentence: String, line: UInt = #line, _ body: () throws -> Void
    ) {
        XCTAssertThrowsError(try body(), line: line) {
            guard case PocketOCRError.bundle(let message)? = $0 as? PocketOCRError else {
                return XCTFail("\($0)", line: line)
            }
            XCTAssert(message.contains(sentence), message, line: line)
            XCTAssertEqual($0.localizedDescription, message, line: line)
        }
    }
}
