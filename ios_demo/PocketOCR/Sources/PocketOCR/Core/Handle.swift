import CPocketOCR

/// A handle of the core, closed with the last reference to it.
///
/// Sendable because the core lets any number of threads use a manifest or an engine; who shares
/// another handle keeps to the rules of pocket_ocr.h.
package final class Handle: @unchecked Sendable {
    package let pointer: OpaquePointer
    private let close: @Sendable (OpaquePointer) -> Void

    package init(_ pointer: OpaquePointer, close: @escaping @Sendable (OpaquePointer) -> Void) {
        self.pointer = pointer
        self.close = close
    }

    deinit {
        close(pointer)
    }
}

/// Calls the core.
///
/// - Throws: `CancellationError`; what `failure` makes of other errors' messages, where the core
///   gives a status that is neither want of memory nor a defect.
package func call(
    failure: (String) -> PocketOCRError,
    _ body: (UnsafeMutablePointer<pocket_ocr_error>) -> pocket_ocr_status
) throws {
    var error = pocket_ocr_error()
    let status = body(&error)
    if status == POCKET_OCR_OK { return }
    let message = withUnsafePointer(to: error) { String(cString: pocket_ocr_error_message($0)) }
    throw switch status {
    case POCKET_OCR_CANCELLED: CancellationError()
    case POCKET_OCR_MEMORY: PocketOCRError.memory(message)
    case POCKET_OCR_ORDER, POCKET_OCR_INTERNAL: PocketOCRError.defect(message)
    default: failure(message)
    }
}
