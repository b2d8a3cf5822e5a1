/// Where text stands: four corners in pixels of the image, named as the text is read. Of text that
/// is upside down, `topLeft` is the corner at the image's bottom right.
public struct Quad: Sendable, Hashable {
    /// A corner.
    public struct Point: Sendable, Hashable {
        /// From the image's left edge.
        public let x: Int
        /// From the image's top edge, downwards.
        public let y: Int

        /// A point.
        public init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    public let topLeft: Point
    public let topRight: Point
    public let bottomRight: Point
    public let bottomLeft: Point

    /// The corners, in the order in which one goes around.
    public var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }

    /// A quad.
    public init(topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }
}

/// As JSON: x and y of the corners in turn, eight numbers.
extension Quad: Codable {
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        func point() throws -> Point {
            try Point(x: values.decode(Int.self), y: values.decode(Int.self))
        }
        try self.init(
            topLeft: point(), topRight: point(), bottomRight: point(), bottomLeft: point())
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        for corner in corners {
            try values.encode(corner.x)
            try values.encode(corner.y)
        }
    }
}
