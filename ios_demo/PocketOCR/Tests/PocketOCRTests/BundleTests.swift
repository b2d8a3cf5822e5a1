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

    func testAChangedLexicon() throws {
        try append("!", to: "lexicon.bin")
        assertRefused("lexicon.bin was changed") { _ = try ModelBundle(at: self.folder) }
    }

    func testALexiconThatIsNone() throws {
        try Data("no lexicon".utf8).write(to: folder.appendingPathComponent("lexicon.bin"))
        try changeManifest { manifest in
            var lexicon = manifest["lexicon"] as? [String: Any]
            lexicon?["sha256"] = "e3383df84dd4f4a915965a95b3155f16b23abd3fe7b1a20465103ed4649d90c2"
            manifest["lexicon"] = lexicon
        }
        let bundle = try ModelBundle(at: folder)
        assertRefused("lexicon") { _ = try PageReader(bundle: bundle) { ColumnNet(model: $0) } }
        _ = try PageReader(bundle: bundle, lexicon: false) { ColumnNet(model: $0) }
    }

    func testABundleWithoutALexicon() throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent("lexicon.bin"))
        try changeManifest { manifest in manifest["lexicon"] = NSNull() }
        _ = try PageReader(bundle: ModelBundle(at: folder)) { ColumnNet(model: $0) }
    }

    func testAChangedModel() throws {
        let bundle = try ModelBundle(at: folder)
        try append("!", to: bundle.defaultModel.url.lastPathComponent)
        assertRefused("was changed or is damaged") {
            _ = try PageReader(bundle: bundle) { ColumnNet(model: $0) }
        }
    }

    func testAPackageIsCheckedFileByFile() throws {
        let weights = "net.mlpackage/Data/weights/weight.bin"
        for (path, text) in [
            ("net.mlpackage/Manifest.json", "{}"), ("net.mlpackage/Data/model.mlmodel", "abc"),
            (weights, "123"),
        ] {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try changeManifest { manifest in
            var models = manifest["models"] as? [[String: Any]]
            models?[0]["file"] = "net.mlpackage"
            // As `contract.bundle.fingerprint` says of that folder.
            models?[0]["sha256"] =
                "25ff3f20d29914a90428cb058a572c61b8405fd8a12a1514826d6beebdab3450"
            models?[0]["bytes"] = 8
            manifest["models"] = models
        }
        let bundle = try ModelBundle(at: folder)
        XCTAssertEqual(bundle.defaultModel.url.lastPathComponent, "net.mlpackage")
        _ = try PageReader(bundle: bundle) { ColumnNet(model: $0) }
        try append("4", to: weights)
        assertRefused("net.mlpackage was changed") {
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

    private func changeManifest(_ change: (inout [String: Any]) -> Void) throws {
        let file = folder.appendingPathComponent("manifest.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var manifest = try XCTUnwrap(json as? [String: Any])
        change(&manifest)
        try JSONSerialization.data(withJSONObject: manifest).write(to: file)
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
