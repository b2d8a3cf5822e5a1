import CoreGraphics

/// Which part of an image a view shows.
struct Viewport {
    /// 1 shows all of the image.
    var zoom: CGFloat = 1
    /// By how many points the image's middle lies off the view's.
    var offset = CGSize.zero

    /// Moved, and zoomed about the view's middle; never away from the image.
    func changed(
        by move: CGSize = .zero, zoomedBy factor: CGFloat = 1, of image: CGSize, in view: CGSize
    ) -> Viewport {
        let zoom = min(max(zoom * factor, 1), 12)
        let ratio = zoom / self.zoom
        let scale = Viewport.fit(image, in: view) * zoom
        let slack = CGSize(
            width: max(0, image.width * scale - view.width) / 2,
            height: max(0, image.height * scale - view.height) / 2)
        let wanted = CGSize(
            width: offset.width * ratio + move.width, height: offset.height * ratio + move.height)
        return Viewport(
            zoom: zoom,
            offset: CGSize(
                width: min(max(wanted.width, -slack.width), slack.width),
                height: min(max(wanted.height, -slack.height), slack.height)))
    }

    /// From pixels of the image to points of the view.
    func transform(of image: CGSize, in view: CGSize) -> CGAffineTransform {
        let scale = Viewport.fit(image, in: view) * zoom
        return CGAffineTransform(
            a: scale, b: 0, c: 0, d: scale,
            tx: (view.width - image.width * scale) / 2 + offset.width,
            ty: (view.height - image.height * scale) / 2 + offset.height)
    }

    private static func fit(_ image: CGSize, in view: CGSize) -> CGFloat {
        min(view.width / image.width, view.height / image.height)
    }
}
