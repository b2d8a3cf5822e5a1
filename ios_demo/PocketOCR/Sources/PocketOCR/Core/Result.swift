import CPocketOCR

extension Page {
    /// What the core read on a page.
    init(readBy page: OpaquePointer) throws {
        var result = pocket_ocr_result()
        try call(failure: PocketOCRError.defect) { pocket_ocr_page_result(page, &result, $0) }
        guard let rotation = Rotation(rawValue: Int(result.rotation)) else {
            throw PocketOCRError.defect("the core turned the page by \(result.rotation) degrees")
        }
        self.rotation = rotation
        width = Int(result.width)
        height = Int(result.height)
        text = String(cString: result.text)
        blocks = (0..<result.block_count).map { result.block($0) }
    }
}

extension pocket_ocr_result {
    fileprivate func block(_ index: Int) -> Page.Block {
        let block = blocks[index]
        return Page.Block(
            text: String(cString: block.text), quad: Quad(block.quad),
            lines: (0..<block.line_count).map { line(block.first_line + $0) })
    }

    private func line(_ index: Int) -> Page.Line {
        let line = lines[index]
        return Page.Line(
            text: String(cString: line.text), quad: Quad(line.quad),
            confidence: Int(line.confidence), isLightOnDark: line.light_on_dark != 0,
            words: (0..<line.word_count).map { word(line.first_word + $0) })
    }

    private func word(_ index: Int) -> Page.Word {
        let word = words[index]
        return Page.Word(
            text: String(cString: word.text), quad: Quad(word.quad),
            confidence: Int(word.confidence),
            characters: (0..<word.char_count).map { character(word.first_char + $0) })
    }

    private func character(_ index: Int) -> Page.Character {
        let character = chars[index]
        return Page.Character(
            text: String(cString: character.text), quad: Quad(character.quad),
            confidence: Int(character.confidence))
    }
}

extension Quad {
    fileprivate init(_ quad: pocket_ocr_quad) {
        func point(_ x: Int32, _ y: Int32) -> Point { Point(x: Int(x), y: Int(y)) }
        self.init(
            topLeft: point(quad.x0, quad.y0), topRight: point(quad.x1, quad.y1),
            bottomRight: point(quad.x2, quad.y2), bottomLeft: point(quad.x3, quad.y3))
    }
}
