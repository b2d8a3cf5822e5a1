@_exported import CoreVideo

public enum MLComputeUnits: Int, Sendable {
    case cpuOnly, cpuAndGPU, all, cpuAndNeuralEngine
}

public final class MLModelConfiguration {
    public var computeUnits = MLComputeUnits.all

    public init() {}
}

public enum MLMultiArrayDataType: Int, Sendable {
    case double = 65600
    case float32 = 65568
    case float16 = 65552
    case int32 = 131104
}

public final class MLMultiArray {
    public let shape: [NSNumber]
    public let strides: [NSNumber]
    public let dataType: MLMultiArrayDataType
    private let bytes: [UInt8]

    public init(
        shape: [Int], strides: [Int], dataType: MLMultiArrayDataType, bytes: [UInt8]
    ) {
        self.shape = shape.map { NSNumber(value: $0) }
        self.strides = strides.map { NSNumber(value: $0) }
        self.dataType = dataType
        self.bytes = bytes
    }

    public var count: Int { shape.reduce(1) { $0 * $1.intValue } }

    public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes(body)
    }
}

public final class MLImageConstraint {
    public let pixelsHigh: Int
    public let pixelsWide: Int
    public let pixelFormatType: OSType

    init(_ wide: Int, _ high: Int, _ format: OSType) {
        pixelsWide = wide
        pixelsHigh = high
        pixelFormatType = format
    }
}

public final class MLMultiArrayConstraint {}

public final class MLFeatureDescription {
    public let imageConstraint: MLImageConstraint?
    public let multiArrayConstraint: MLMultiArrayConstraint?

    init(image: MLImageConstraint? = nil, array: MLMultiArrayConstraint? = nil) {
        imageConstraint = image
        multiArrayConstraint = array
    }
}

public final class MLModelDescription {
    public let inputDescriptionsByName: [String: MLFeatureDescription]
    public let outputDescriptionsByName: [String: MLFeatureDescription]

    init(_ inputs: [String: MLFeatureDescription], _ outputs: [String: MLFeatureDescription]) {
        inputDescriptionsByName = inputs
        outputDescriptionsByName = outputs
    }
}

public final class MLFeatureValue {
    public let multiArrayValue: MLMultiArray?
    public let imageBufferValue: CVPixelBuffer?

    public init(pixelBuffer value: CVPixelBuffer) {
        imageBufferValue = value
        multiArrayValue = nil
    }

    public init(multiArray value: MLMultiArray) {
        multiArrayValue = value
        imageBufferValue = nil
    }
}

public protocol MLFeatureProvider: AnyObject {
    var featureNames: Set<String> { get }
    func featureValue(for featureName: String) -> MLFeatureValue?
}

public final class MLDictionaryFeatureProvider: MLFeatureProvider {
    private let values: [String: MLFeatureValue]

    public init(dictionary: [String: Any]) throws {
        values = dictionary.compactMapValues { $0 as? MLFeatureValue }
    }

    public var featureNames: Set<String> { Set(values.keys) }

    public func featureValue(for featureName: String) -> MLFeatureValue? { values[featureName] }
}

public protocol MLBatchProvider: AnyObject {
    var count: Int { get }
    func features(at index: Int) -> any MLFeatureProvider
}

public final class MLArrayBatchProvider: MLBatchProvider {
    private let array: [any MLFeatureProvider]

    public init(array: [any MLFeatureProvider]) {
        self.array = array
    }

    public var count: Int { array.count }

    public func features(at index: Int) -> any MLFeatureProvider { array[index] }
}

/// A compiled model is here a file of two lines: names of its input and output, then width, height,
/// steps and classes, and the layout of its logits: `float32`, `float16`, `int32`, or `none`.
///
/// Logit k of a tile's step t is the tile's pixel number `t * classes + k`, modulo its size, as a
/// number. Steps lie `classes + 3` values apart in memory, with NaN between them.
public final class MLModel {
    public let modelDescription: MLModelDescription
    private let names: [Substring]
    private let steps: Int
    private let classes: Int
    private let type: String
    private var isBusy = false

    public init(contentsOf url: URL, configuration: MLModelConfiguration) throws {
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        names = lines[0].split(separator: " ")
        let sizes = lines[1].split(separator: " ")
        steps = Int(sizes[2]) ?? 0
        classes = Int(sizes[3]) ?? 0
        type = String(sizes[4])
        let image = MLImageConstraint(
            Int(sizes[0]) ?? 0, Int(sizes[1]) ?? 0, kCVPixelFormatType_OneComponent8)
        modelDescription = MLModelDescription(
            [String(names[0]): MLFeatureDescription(image: image)],
            [String(names[1]): MLFeatureDescription(array: MLMultiArrayConstraint())])
    }

    public static func compileModel(at modelURL: URL) async throws -> URL {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: modelURL, to: made)
        return made
    }

    public func predictions(fromBatch inputBatch: any MLBatchProvider) throws -> any MLBatchProvider
    {
        precondition(!isBusy, "Core ML was called by two threads at once")
        isBusy = true
        defer { isBusy = false }
        return try MLArrayBatchProvider(
            array: (0..<inputBatch.count).map { index in
                let input = inputBatch.features(at: index).featureValue(for: String(names[0]))
                guard let image = input?.imageBufferValue else {
                    throw CocoaError(.featureUnsupported)
                }
                return try MLDictionaryFeatureProvider(
                    dictionary: type == "none"
                        ? [:] : [String(names[1]): MLFeatureValue(multiArray: logits(of: image))])
            })
    }

    private func logits(of image: CVPixelBuffer) -> MLMultiArray {
        CVPixelBufferLockBaseAddress(image, .readOnly)
        defer { CVPixelBufferUnlockBaseAddress(image, .readOnly) }
        let (width, height) = (CVPixelBufferGetWidth(image), CVPixelBufferGetHeight(image))
        let step = classes + 3
        var values = [Float](repeating: .nan, count: steps * step)
        for number in 0..<steps * classes {
            let pixel = number % (width * height)
            let place = pixel / width * CVPixelBufferGetBytesPerRow(image) + pixel % width
            let value = CVPixelBufferGetBaseAddress(image)?.load(
                fromByteOffset: place, as: UInt8.self)
            values[number / classes * step + number % classes] = value.map(Float.init) ?? .nan
        }
        let bytes = type == "float16" ? values.flatMap(halves) : values.flatMap(floats)
        let kinds: [String: MLMultiArrayDataType] = ["float16": .float16, "int32": .int32]
        return MLMultiArray(
            shape: [1, steps, classes], strides: [steps * step, step, 1],
            dataType: kinds[type] ?? .float32, bytes: bytes)
    }

    private func floats(_ value: Float) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

    private func halves(_ value: Float) -> [UInt8] {
        withUnsafeBytes(of: Float16(value)) { Array($0) }
    }
}

/// Darwin's; there is nothing to release here.
public func autoreleasepool<Result>(invoking body: () throws -> Result) rethrows -> Result {
    try body()
}
