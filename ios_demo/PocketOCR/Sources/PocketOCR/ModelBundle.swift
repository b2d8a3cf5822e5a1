import Foundation

/// A bundle: a folder with `manifest.json`, a charset, models, and perhaps a lexicon, as
/// `python -m export` writes it.
public struct ModelBundle: Sendable {
    /// The folder.
    public let folder: URL
    /// Its name.
    public let name: String
    /// Its version.
    public let version: String
    /// Its models.
    public let models: [Model]
    /// The model to take unless you know better.
    public let defaultModel: Model

    let manifest: Manifest
    let charset: Data
    /// What doubtful words are corrected by, if the bundle has one.
    let lexicon: Data?

    /// Reads the manifest, the charset and the lexicon, and checks that they are those that were
    /// exported.
    ///
    /// - Parameter folder: The folder, for instance `Bundle.main.url(forResource:withExtension:)`.
    /// - Throws: ``PocketOCRError/bundle(_:)``.
    public init(at folder: URL) throws {
        let manifest = try Manifest(
            json: contents(of: folder.appendingPathComponent("manifest.json")))
        charset = try manifest.charset.checkedBytes(in: folder)
        lexicon = try manifest.lexicon?.checkedBytes(in: folder)
        models = try manifest.models(in: folder)
        defaultModel = models[manifest.defaultModel]
        name = manifest.name
        version = manifest.version
        self.folder = folder
        self.manifest = manifest
    }

    /// The model of a precision.
    ///
    /// - Parameter precision: "fp16" for instance; `nil` is the bundle's default.
    /// - Throws: ``PocketOCRError/bundle(_:)``, if there is none.
    public func model(precision: String? = nil) throws -> Model {
        guard let precision else { return defaultModel }
        guard let model = models.first(where: { $0.precision == precision }) else {
            let known = models.map(\.precision).joined(separator: ", ")
            throw PocketOCRError.bundle(
                "the bundle at \(folder.path) has no model of precision \(precision): it has \(known)"
            )
        }
        return model
    }
}

extension ModelBundle {
    /// A model. Input: grey tiles, uint8 `[1, tileHeight, tileWidth]`. Output: logits, float32
    /// `[1, steps, classes]`, before any softmax.
    public struct Model: Sendable {
        /// Where its file lies, or its `.mlpackage`. Xcode replaces a package by what it compiles,
        /// an `.mlmodelc` of the same name.
        public let url: URL
        /// Of the file, in hex. Of an `.mlpackage`: of the lines `SHA-256  PATH\n` of its files,
        /// sorted by path.
        public let sha256: String
        /// Its size.
        public let bytes: Int
        /// "fp32", "fp16", "int8", …
        public let precision: String
        /// Name of the model's input.
        public let input: String
        /// Name of the model's output.
        public let output: String
        /// Pixels.
        public let tileWidth: Int
        /// Pixels.
        public let tileHeight: Int
        /// Time steps of a tile's logits.
        public let steps: Int
        /// Classes of a step.
        public let classes: Int

        let index: Int
    }
}
