import Foundation
import PocketOCR
import PocketOCRParity
import XCTest

/// The shared corpus through Core ML and the reader, and the report that Python checks:
///
///     python -m parity --runner report --from coreml-ios.json
///
/// This test fails if something cannot be read at all; whether the text is Python's is decided by
/// that command, with the same gates as for every other runtime.
@MainActor
final class ParityTests: XCTestCase {
    func testCorpus() async throws {
        let environment = ProcessInfo.processInfo.environment
        let bundle = try ModelBundle(at: resource("PocketOCR"))
        let model = try bundle.model(precision: environment["POCKET_OCR_PRECISION"])
        let net = try CoreMLNet(model)
        let reader = try PageReader(bundle: bundle, precision: model.precision) { _ in net }
        let corpus = try ParityCorpus(
            bundle: bundle.folder, corpus: resource("corpus"), model: model)
        try corpus.version("iOS", ProcessInfo.processInfo.operatingSystemVersionString)
        try corpus.answer(net)
        for (index, page) in corpus.pages.enumerated() {
            let image = try PixelImage(encoded: Data(contentsOf: page.file))
            XCTAssertEqual(image.data, page.image.data, "ImageIO changed the grey of \(page.name)")
            try await corpus.read(index, reader.read(image))
        }
        let report = try corpus.report(runtime: "coreml-ios", device: device())
        let attachment = XCTAttachment(data: report, uniformTypeIdentifier: "public.json")
        attachment.name = "coreml-ios.json"
        attachment.lifetime = .keepAlways
        add(attachment)
        if let path = environment["POCKET_OCR_REPORT"] {
            try report.write(to: URL(fileURLWithPath: path), options: .atomic)
        }
    }

    /// What a build phase added to the tests.
    private func resource(_ name: String) throws -> URL {
        let url = Bundle(for: ParityTests.self).url(forResource: name, withExtension: nil)
        return try XCTUnwrap(url, "the tests were built without \(name)")
    }
}

/// "iPhone 17 simulator" or "iPhone18,3".
private func device() -> String {
    if let name = ProcessInfo.processInfo.environment["SIMULATOR_DEVICE_NAME"] {
        return "\(name) simulator"
    }
    var system = utsname()
    uname(&system)
    return withUnsafeBytes(of: system.machine) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
