import PocketOCR
import SwiftUI

/// A photo under the boxes of its words: pinch to zoom, drag to move, tap a word to select it.
struct PhotoView: View {
    let photo: ReadPhoto
    let showsText: Bool
    @Binding var selected: Page.Word?

    @State private var viewport = Viewport()
    @GestureState private var pinch: CGFloat = 1
    @GestureState private var drag = CGSize.zero

    private var size: CGSize { CGSize(width: photo.page.width, height: photo.page.height) }

    var body: some View {
        GeometryReader { space in
            let shown = viewport.changed(by: drag, zoomedBy: pinch, of: size, in: space.size)
            let transform = shown.transform(of: size, in: space.size)
            Canvas { context, _ in
                context.concatenate(transform)
                context.draw(Image(uiImage: photo.image), in: CGRect(origin: .zero, size: size))
                for word in photo.page.words {
                    let isSelected = word == selected
                    if showsText { context.write(word) }
                    context.stroke(
                        word.quad.path, with: .color(isSelected ? .orange : .accentColor),
                        lineWidth: (isSelected ? 3 : 1) / transform.a)
                }
            }
            .onTapGesture { point in
                selected = photo.page.word(at: point.applying(transform.inverted()))
            }
            .gesture(
                MagnifyGesture()
                    .updating($pinch) { value, pinch, _ in pinch = value.magnification }
                    .onEnded { value in
                        viewport = viewport.changed(
                            zoomedBy: value.magnification, of: size, in: space.size)
                    }
            )
            .simultaneousGesture(
                DragGesture()
                    .updating($drag) { value, drag, _ in drag = value.translation }
                    .onEnded { value in
                        viewport = viewport.changed(by: value.translation, of: size, in: space.size)
                    }
            )
            .accessibilityLabel("Photo")
            .accessibilityZoomAction { action in
                let factor: CGFloat = action.direction == .zoomIn ? 2 : 0.5
                viewport = viewport.changed(zoomedBy: factor, of: size, in: space.size)
            }
            .accessibilityChildren {
                ForEach(Array(photo.page.lines.enumerated()), id: \.offset) { _, line in
                    let bounds = line.quad.path.boundingRect.applying(transform)
                    Text(line.text)
                        .frame(width: bounds.width, height: bounds.height)
                        .position(x: bounds.midX, y: bounds.midY)
                }
            }
        }
        .clipped()
    }
}

extension Page {
    /// The word whose quad holds a point of the image.
    fileprivate func word(at point: CGPoint) -> Word? {
        words.first { $0.quad.path.contains(point) }
    }
}
