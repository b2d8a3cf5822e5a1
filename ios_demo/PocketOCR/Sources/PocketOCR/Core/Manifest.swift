import CPocketOCR
import Foundation

/// A bundle's manifest.
struct Manifest: Sendable {
    private let handle: Handle

    /// Throws ``PocketOCRError/bundle(_:)``.
    init(json: Data) throws {
        var opened: OpaquePointer?
        try json.withUnsafeBytes { bytes in
            try call(failure: PocketOCRError.bundle) {
                pocket_ocr_manifest_open(bytes.baseAddress, bytes.count, &opened, $0)
            }
        }
        handle = Handle(opened!, close: pocket_ocr_manifest_close)
    }

    var pointer: OpaquePointer { handle.pointer }
    var name: String { String(cString: pocket_ocr_manifest_name(pointer)) }
    var version: String { String(cString: pocket_ocr_manifest_version(pointer)) }
    var charset: CheckedFile {
        CheckedFile(
            name: String(cString: pocket_ocr_manifest_charset_file(pointer)),
            sha256: String(cString: pocket_ocr_manifest_charset_sha256(pointer)))
    }
    var lexicon: CheckedFile? {
        guard let name = pocket_ocr_manifest_lexicon_file(pointer),
            let sha256 = pocket_ocr_manifest_lexicon_sha256(pointer)
        else { return nil }
        return CheckedFile(name: String(cString: name), sha256: String(cString: sha256))
    }
    var defaultModel: Int { pocket_ocr_manifest_default_model(pointer) }

    /// The models, whose files lie in `folder`.
    func models(in folder: URL) throws -> [ModelBundle.Model] {
        try (0..<pocket_ocr_manifest_models(pointer)).map { index in
            var model = pocket_ocr_model()
            try call(failure: PocketOCRError.bundle) {
                pocket_ocr_manifest_model(pointer, index, &model, $0)
            }
            return ModelBundle.Model(model, index: index, folder: folder)
        }
    }
}

extension ModelBundle.Model {
    fileprivate init(_ model: pocket_ocr_model, index: Int, folder: URL) {
        url = folder.appendingPathComponent(String(cString: model.file))
        sha256 = String(cString: model.sha256)
        bytes = Int(model.bytes)
        precision = String(cString: model.precision)
        input = String(cString: model.input)
        output = String(cString: model.output)
        tileWidth = Int(model.tile_width)
        tileHeight = Int(model.tile_height)
        steps = Int(model.steps)
        classes = Int(model.classes)
        self.index = index
    }
}
