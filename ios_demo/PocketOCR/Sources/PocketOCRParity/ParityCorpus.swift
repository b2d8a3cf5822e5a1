import CPocketOCR
import CPocketOCR.Parity
import Foundation
import PocketOCR

/// The shared corpus through a net and a reader on this device, and the report of what was read.
///
/// For tests: it needs the corpus and a bundle's golden vectors, which no app holds. What the corpus
/// is and how results are compared is the core's and Python's business, and not repeated here.
///
///     let corpus = try ParityCorpus(bundle: folder, corpus: data, model: reader.model)
///     try corpus.answer(net)
///     for (index, page) in corpus.pages.enumerated() {
///         try corpus.read(index, await reader.read(page.image))
///     }
///     let report = try corpus.report(runtime: "coreml-ios", device: "iPhone 17, iOS 26")
///
/// One thread at a time.
public final class ParityCorpus {
    /// The pages of the corpus.
    public let pages: [CorpusPage]

    private let handle: Handle

    /// Reads the corpus, about 30 MB.
    ///
    /// - Parameters:
    ///   - bundle: Folder of the bundle, with its golden vectors.
    ///   - corpus: Folder of the corpus: `parity/data` of the repository.
    ///   - model: The bundle's model that is run.
    /// - Throws: ``PocketOCRError/bundle(_:)``, for a damaged corpus too.
    public init(bundle: URL, corpus: URL, model: ModelBundle.Model) throws {
        var opened: OpaquePointer?
        try call(failure: PocketOCRError.bundle) {
            pocket_ocr_parity_open(bundle.path, model.precision, corpus.path, &opened, $0)
        }
        let handle = Handle(opened!, close: pocket_ocr_parity_close)
        self.handle = handle
        pages = try (0..<pocket_ocr_parity_pages(handle.pointer)).map { index in
            var page = pocket_ocr_parity_page_image()
            try call(failure: PocketOCRError.bundle) {
                pocket_ocr_parity_page(handle.pointer, index, &page, $0)
            }
            return CorpusPage(page)
        }
    }

    /// Runs a net on all tiles: golden vectors and corpus. Takes its time, which is measured.
    ///
    /// - Throws: ``PocketOCRError/net(_:)``; what the net throws.
    public func answer(_ net: any Net) throws {
        let facts = pocket_ocr_parity_facts(handle.pointer)
        let logitsOfTile = Int(facts.steps) * Int(facts.classes)
        let logits = UnsafeMutableBufferPointer<Float>.allocate(
            capacity: Int(facts.batch) * logitsOfTile)
        defer { logits.deallocate() }
        while true {
            var pixels: UnsafePointer<UInt8>?
            var count = 0
            let answer = logits
            answer.initialize(repeating: .nan)
            try check { pocket_ocr_parity_next(handle.pointer, &pixels, &count, $0) }
            if count == 0 { return }
            let tiles = Tiles(
                count: count, width: Int(facts.tile_width), height: Int(facts.tile_height),
                pixels: pixels)
            let part = UnsafeMutableBufferPointer(rebasing: answer[..<(count * logitsOfTile)])
            try net.run(tiles, into: part)
            try call(failure: PocketOCRError.net) {
                pocket_ocr_parity_give(handle.pointer, part.baseAddress, part.count, $0)
            }
        }
    }

    /// Tells what the reader read on a page; a second time forgets the first.
    ///
    /// - Parameters:
    ///   - index: Of ``pages``.
    ///   - page: What ``PageReader/read(_:rotation:progress:)`` gave for its image.
    public func read(_ index: Int, _ page: Page) throws {
        try check {
            pocket_ocr_parity_read(
                handle.pointer, index, Int32(page.width), Int32(page.height),
                Int32(page.rotation.rawValue), $0)
        }
        for word in page.words {
            var quad = pocket_ocr_quad(word.quad)
            try check {
                pocket_ocr_parity_word(
                    handle.pointer, index, word.text, &quad, Int32(word.confidence), $0)
            }
        }
    }

    /// Notes a version in the report, of the runtime or the system.
    public func version(_ name: String, _ version: String) throws {
        try check { pocket_ocr_parity_version(handle.pointer, name, version, $0) }
    }

    /// The report for `python -m parity --runner report --from FILE`, once all is answered and read.
    ///
    /// - Parameters:
    ///   - runtime: Name of the runtime with the platform's, "coreml-ios".
    ///   - device: The machine in words.
    /// - Returns: JSON.
    public func report(runtime: String, device: String) throws -> Data {
        var json: UnsafePointer<CChar>?
        var size = 0
        try check { pocket_ocr_parity_report(handle.pointer, runtime, device, &json, &size, $0) }
        return json.map { Data(bytes: $0, count: size) } ?? Data()
    }

    /// Calls the core, for which only a test that is wrong gives a reason to fail.
    private func check(
        _ body: (UnsafeMutablePointer<pocket_ocr_error>) -> pocket_ocr_status
    ) throws {
        try call(failure: PocketOCRError.defect, body)
    }
}

/// A page of the corpus.
public struct CorpusPage: Sendable {
    /// "receipt-camera", for instance.
    public let name: String
    /// Its PNG.
    public let file: URL
    /// Its pixels, grey without gaps.
    public let image: PixelImage

    fileprivate init(_ page: pocket_ocr_parity_page_image) {
        name = String(cString: page.name)
        file = URL(fileURLWithPath: String(cString: page.file))
        image = PixelImage(
            width: Int(page.image.width), height: Int(page.image.height),
            bytesPerRow: page.image.stride, format: .grey,
            data: Data(bytes: page.image.pixels, count: page.image.size))
    }
}

extension pocket_ocr_quad {
    fileprivate init(_ quad: Quad) {
        let values = quad.corners.flatMap { [Int32($0.x), Int32($0.y)] }
        self.init(
            x0: values[0], y0: values[1], x1: values[2], y1: values[3], x2: values[4],
            y2: values[5], x3: values[6], y3: values[7])
    }
}
