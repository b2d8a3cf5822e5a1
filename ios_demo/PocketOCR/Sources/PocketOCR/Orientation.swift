import Foundation

extension PixelImage {
    /// The image as it is meant to be looked at.
    ///
    /// - Parameter exif: The orientation of EXIF and TIFF, 1 to 8; others count as 1, upright.
    func upright(exif: UInt32) -> PixelImage {
        guard width > 0, height > 0, (2...8).contains(exif) else { return self }
        let pixel = format.bytesPerPixel
        let lastColumn = (width - 1) * pixel
        let lastRow = (height - 1) * bytesPerRow
        // Where the upright image begins in this one, and the way to its next column and row.
        let (start, right, down) =
            switch exif {
            case 2: (lastColumn, -pixel, bytesPerRow)
            case 3: (lastRow + lastColumn, -pixel, -bytesPerRow)
            case 4: (lastRow, pixel, -bytesPerRow)
            case 5: (0, bytesPerRow, pixel)
            case 6: (lastRow, -bytesPerRow, pixel)
            case 7: (lastRow + lastColumn, -bytesPerRow, -pixel)
            default: (lastColumn, bytesPerRow, -pixel)  // 8
            }
        let (columns, rows) = exif >= 5 ? (height, width) : (width, height)
        var turned = Data(count: columns * rows * pixel)
        turned.withUnsafeMutableBytes { (target: UnsafeMutableRawBufferPointer) in
            data.withUnsafeBytes { (source: UnsafeRawBufferPointer) in
                var next = 0
                for row in 0..<rows {
                    for column in 0..<columns {
                        let first = start + row * down + column * right
                        for channel in 0..<pixel {
                            target[next + channel] = source[first + channel]
                        }
                        next += pixel
                    }
                }
            }
        }
        return PixelImage(width: columns, height: rows, format: format, data: turned)
    }
}
