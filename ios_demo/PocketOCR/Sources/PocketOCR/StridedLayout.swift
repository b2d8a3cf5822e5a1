/// Where the values of an array lie in memory; shape and strides count values, not bytes.
struct StridedLayout {
    let shape: [Int]
    let strides: [Int]

    /// Copies all values in the order of their indices, the last index running fastest.
    ///
    /// - Parameters:
    ///   - source: The array's memory.
    ///   - target: As many values as the shape has.
    ///   - float: A value as a float.
    func copy<Value>(
        _ source: UnsafeBufferPointer<Value>, to target: UnsafeMutableBufferPointer<Float>,
        _ float: (Value) -> Float
    ) {
        guard let width = shape.last, let step = strides.last, width > 0 else { return }
        var index = [Int](repeating: 0, count: shape.count - 1)
        for row in 0..<target.count / width {
            let start = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
            for column in 0..<width {
                target[row * width + column] = float(source[start + column * step])
            }
            for axis in index.indices.reversed() {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
            }
        }
    }
}

/// The value of a half-precision float (IEEE 754 binary16). Swift's `Float16` is missing on Intel.
func float(half bits: UInt16) -> Float {
    let magnitude = UInt32(bits & 0x7fff)
    // As the bits of a float its exponent is 112 too low, 0x1p112 raises it: subnormals come right.
    let scaled = Float(bitPattern: magnitude << 13) * 0x1p112
    let notFinite: UInt32 = magnitude >= 0x7c00 ? 0x7f80_0000 : 0
    return Float(bitPattern: UInt32(bits & 0x8000) << 16 | scaled.bitPattern | notFinite)
}
