import PocketOCR
import SwiftUI

extension GraphicsContext {
    /// Writes a word over its quad, on white; the context's unit is the image's pixel.
    func write(_ word: Page.Word) {
        let quad = word.quad
        fill(quad.path, with: .color(.white.opacity(0.85)))
        let text = resolve(Text(verbatim: word.text).foregroundStyle(.black))
        let natural = text.measure(in: CGSize(width: CGFloat.infinity, height: CGFloat.infinity))
        guard natural.width > 0, natural.height > 0 else { return }
        var turned = self
        turned.translateBy(x: CGFloat(quad.topLeft.x), y: CGFloat(quad.topLeft.y))
        turned.rotate(by: quad.slant)
        turned.scaleBy(
            x: quad.topLeft.distance(to: quad.topRight) / natural.width,
            y: quad.topLeft.distance(to: quad.bottomLeft) / natural.height)
        turned.draw(text, at: .zero, anchor: .topLeading)
    }
}

extension Quad {
    /// In pixels of the image.
    var path: Path {
        Path { path in
            path.addLines(corners.map { CGPoint(x: $0.x, y: $0.y) })
            path.closeSubpath()
        }
    }

    /// Of the direction in which the text is read; 0 is to the right.
    fileprivate var slant: Angle {
        .radians(atan2(Double(topRight.y - topLeft.y), Double(topRight.x - topLeft.x)))
    }
}

extension Quad.Point {
    fileprivate func distance(to other: Quad.Point) -> CGFloat {
        hypot(CGFloat(other.x - x), CGFloat(other.y - y))
    }
}
