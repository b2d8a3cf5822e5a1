#if canImport(CoreML)
import CoreML
import CoreVideo
import Foundation

/// A ``Net`` in Core ML.
///
///     let reader = try PageReader(bundle: bundle) { model in try CoreMLNet(model) }
///
/// Tiles go to `MLModel` as they are. Vision is not in between: it would crop and scale them, and
/// the text would no longer be Python's.
///
/// May be called from several threads; Core ML itself is called by one at a time.
public final class CoreMLNet: Net, @unchecked Sendable {  // the lock guards the MLModel
    private let net: MLModel
    private let model: ModelBundle.Model
    private let lock = NSLock()

    /// Loads a compiled model, the `.mlmodelc` that has the name of the bundle's `.mlpackage` and
    /// lies where that would. Takes tenths of a second or more: not for the main thread.
    ///
    /// - Parameters:
    ///   - model: A model of a bundle.
    ///   - computeUnits: Where Core ML may compute. The net is small enough for the CPU, which
    ///     rounds alike on all devices; its LSTM cannot run on the Neural Engine.
    /// - Throws: ``PocketOCRError/bundle(_:)`` if it is not there, cannot be loaded, or is another
    ///   model.
    public init(_ model: ModelBundle.Model, computeUnits: MLComputeUnits = .cpuOnly) throws {
        let compiled = CoreMLNet.compiled(model)
        guard FileManager.default.fileExists(atPath: compiled.path) else {
            throw PocketOCRError.bundle(
                "\(compiled.path) is missing: let a build phase run scripts/add_bundle.sh, or call "
                    + "CoreMLNet.compile once for a bundle that was downloaded")
        }
        let configuration = MLModelConfiguration()
        configuration.computeUnits = computeUnits
        do {
            net = try MLModel(contentsOf: compiled, configuration: configuration)
        } catch {
            throw PocketOCRError.bundle(
                "Core ML cannot load \(compiled.path): \(error.localizedDescription)")
        }
        self.model = model
        let made = net.modelDescription
        guard let image = made.inputDescriptionsByName[model.input]?.imageConstraint,
            image.pixelFormatType == kCVPixelFormatType_OneComponent8,
            image.pixelsWide == model.tileWidth, image.pixelsHigh == model.tileHeight,
            made.outputDescriptionsByName[model.output]?.multiArrayConstraint != nil
        else {
            throw PocketOCRError.bundle(
                "\(compiled.path) is not the model of its manifest; compile the package again")
        }
    }

    /// Compiles the `.mlpackage` of a bundle on the device and puts the `.mlmodelc` beside it, for
    /// bundles that are downloaded. Needed once for each bundle; its folder must be writable.
    ///
    /// - Throws: What Core ML throws if it cannot compile, or `FileManager` if it cannot write.
    public static func compile(_ model: ModelBundle.Model) async throws {
        let made = try await MLModel.compileModel(at: model.url)
        let files = FileManager.default
        let compiled = compiled(model)
        if files.fileExists(atPath: compiled.path) { try files.removeItem(at: compiled) }
        try files.moveItem(at: made, to: compiled)
    }

    private static func compiled(_ model: ModelBundle.Model) -> URL {
        model.url.deletingPathExtension().appendingPathExtension("mlmodelc")
    }

    /// See ``Net/run(_:into:)``. Throws ``PocketOCRError/net(_:)`` and what Core ML throws.
    public func run(_ tiles: Tiles, into logits: UnsafeMutableBufferPointer<Float>) throws {
        try autoreleasepool {  // a page's outputs would else stay until the page is read
            let outputs = try lock.withLock {
                try net.predictions(fromBatch: MLArrayBatchProvider(array: inputs(tiles)))
            }
            guard outputs.count == tiles.count else {
                throw PocketOCRError.net(
                    "Core ML answered \(outputs.count) of \(tiles.count) tiles")
            }
            let size = model.steps * model.classes
            for index in 0..<outputs.count {
                let output = outputs.features(at: index).featureValue(for: model.output)
                guard let array = output?.multiArrayValue else {
                    throw PocketOCRError.net("Core ML gave no \(model.output)")
                }
                let part = logits[index * size..<(index + 1) * size]
                try array.copy(to: UnsafeMutableBufferPointer(rebasing: part))
            }
        }
    }

    private func inputs(_ tiles: Tiles) throws -> [any MLFeatureProvider] {
        try (0..<tiles.count).map { index in
            let image = try greyBuffer(tiles[index], width: tiles.width, height: tiles.height)
            return try MLDictionaryFeatureProvider(
                dictionary: [model.input: MLFeatureValue(pixelBuffer: image)])
        }
    }
}

/// A tile as Core ML takes it: rows may be padded, which Core Video decides.
private func greyBuffer(
    _ tile: UnsafeRawBufferPointer, width: Int, height: Int
) throws -> CVPixelBuffer {
    var made: CVPixelBuffer?
    let status = CVPixelBufferCreate(
        nil, width, height, kCVPixelFormatType_OneComponent8, nil, &made)
    guard status == kCVReturnSuccess, let buffer = made else {
        throw PocketOCRError.memory("Core Video cannot make a tile's image (\(status))")
    }
    CVPixelBufferLockBaseAddress(buffer, [])
    defer { CVPixelBufferUnlockBaseAddress(buffer, []) }
    guard let base = CVPixelBufferGetBaseAddress(buffer) else {
        throw PocketOCRError.memory("Core Video gave a tile's image no memory")
    }
    let bytesPerRow = CVPixelBufferGetBytesPerRow(buffer)
    for row in 0..<height {
        let pixels = UnsafeRawBufferPointer(rebasing: tile[row * width..<(row + 1) * width])
        UnsafeMutableRawBufferPointer(start: base + row * bytesPerRow, count: width)
            .copyMemory(from: pixels)
    }
    return buffer
}

extension MLMultiArray {
    /// Copies all values, in the order of the indices, whatever the strides.
    fileprivate func copy(to logits: UnsafeMutableBufferPointer<Float>) throws {
        guard count == logits.count else {
            throw PocketOCRError.net("Core ML gave \(count) values for a tile of \(logits.count)")
        }
        let layout = StridedLayout(shape: shape.map(\.intValue), strides: strides.map(\.intValue))
        let type = dataType
        try withUnsafeBytes { bytes in
            switch type {
            case .float32: layout.copy(bytes.bindMemory(to: Float.self), to: logits) { $0 }
            case .float16: layout.copy(bytes.bindMemory(to: UInt16.self), to: logits, float(half:))
            default:
                throw PocketOCRError.net(
                    "Core ML gave numbers of type \(type.rawValue), not floats")
            }
        }
    }
}
#endif
