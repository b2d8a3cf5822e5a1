import CPocketOCR
import Foundation

/// A page that is being read: by one thread, while any may cancel it.
final class Reading: @unchecked Sendable {
    private let engine: Engine
    private let net: SerialNet
    private let progress: PageReader.Progress?

    private let lock = NSLock()
    private var cancellable: Handle?
    private var isCancelled = false

    init(engine: Engine, net: SerialNet, progress: PageReader.Progress?) {
        self.engine = engine
        self.net = net
        self.progress = progress
    }

    /// Stops: what runs throws `CancellationError` soon. From any thread.
    func cancel() {
        lock.withLock {
            isCancelled = true
            if let cancellable { pocket_ocr_page_cancel(cancellable.pointer) }
        }
    }

    /// Reads an image, once.
    func page(of image: PixelImage, _ rotation: Rotation?) throws -> Page {
        if lock.withLock({ isCancelled }) { throw CancellationError() }
        let handle = try engine.begin(image, rotation: rotation)
        lock.withLock {
            cancellable = handle
            if isCancelled { pocket_ocr_page_cancel(handle.pointer) }
        }
        defer { lock.withLock { cancellable = nil } }
        try runNet(for: handle.pointer)
        return try Page(readBy: handle.pointer)
    }

    /// Answers the page's tiles until there are no more.
    private func runNet(for page: OpaquePointer) throws {
        let facts = engine.facts
        let logits = UnsafeMutableBufferPointer<Float>.allocate(
            capacity: facts.batch * facts.logits)
        defer { logits.deallocate() }
        while let tiles = try next(page) {
            let answer = UnsafeMutableBufferPointer(
                rebasing: logits[..<(tiles.count * facts.logits)])
            answer.initialize(repeating: .nan)  // what a net leaves out is refused, not made up
            try net.run(tiles, into: answer)
            try call(failure: PocketOCRError.net) {
                pocket_ocr_page_give(page, answer.baseAddress, answer.count, $0)
            }
            progress?(Double(pocket_ocr_page_progress(page)) / 1000)
        }
        progress?(1)
    }

    private func next(_ page: OpaquePointer) throws -> Tiles? {
        var pixels: UnsafePointer<UInt8>?
        var count = 0
        try call(failure: PocketOCRError.defect) {
            pocket_ocr_page_next(page, &pixels, &count, $0)
        }
        let facts = engine.facts
        return count == 0
            ? nil
            : Tiles(count: count, width: facts.tileWidth, height: facts.tileHeight, pixels: pixels)
    }
}
