/// Degrees by which to turn a page clockwise so that its text stands upright.
public enum Rotation: Int, Sendable, Hashable, Codable, CaseIterable {
    case none = 0
    case clockwise = 90
    case upsideDown = 180
    case counterclockwise = 270
}
