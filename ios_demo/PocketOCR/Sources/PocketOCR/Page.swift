/// What was read on a page: blocks of lines of words of characters, in reading order.
///
/// Coordinates are whole pixels of the image as it was given, confidences per mille. As JSON it has
/// the form of Python's `pocket-ocr read --format json`, with the texts of page and blocks added.
public struct Page: Sendable, Hashable, Codable {
    /// Width of the image in pixels.
    public let width: Int
    /// Height of the image in pixels.
    public let height: Int
    /// By how much to turn the image clockwise so that its text stands upright.
    public let rotation: Rotation
    /// All text, an empty line between blocks; no newline at the end.
    public let text: String
    /// The blocks.
    public let blocks: [Block]

    /// All lines.
    public var lines: [Line] { blocks.flatMap(\.lines) }
    /// All words.
    public var words: [Word] { lines.flatMap(\.words) }
}

extension Page {
    /// Lines one below the other: a column, a paragraph, a cell, a receipt's items.
    public struct Block: Sendable, Hashable, Codable {
        /// The lines' texts, a newline between them.
        public let text: String
        /// The upright box around the lines.
        public let quad: Quad
        /// The lines.
        public let lines: [Line]
    }

    /// Words that stand side by side.
    public struct Line: Sendable, Hashable, Codable {
        /// The words' texts, a space between them.
        public let text: String
        /// Where it stands.
        public let quad: Quad
        /// Per mille.
        public let confidence: Int
        /// Whether its text is lighter than the paper.
        public let isLightOnDark: Bool
        /// The words.
        public let words: [Word]

        private enum CodingKeys: String, CodingKey {
            case text, quad, confidence, words
            case isLightOnDark = "light_on_dark"
        }
    }

    /// Characters without a space between them.
    public struct Word: Sendable, Hashable, Codable {
        /// The characters' texts.
        public let text: String
        /// Where it stands.
        public let quad: Quad
        /// Per mille, calibrated: of the words with 900, about nine in ten are right.
        public let confidence: Int
        /// The characters.
        public let characters: [Character]

        private enum CodingKeys: String, CodingKey {
            case text, quad, confidence
            case characters = "chars"
        }
    }

    /// A character.
    public struct Character: Sendable, Hashable, Codable {
        /// One character.
        public let text: String
        /// Where it stands.
        public let quad: Quad
        /// Per mille.
        public let confidence: Int
    }
}
