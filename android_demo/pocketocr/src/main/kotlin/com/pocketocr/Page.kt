package com.pocketocr

/**
 * What was read on a page. Blocks, lines, words and characters are in reading order.
 *
 * All of it are plain values: they may be kept and shared between threads, and need no closing.
 * Coordinates are whole pixels of the image as it was given, whatever its [rotation]; confidences
 * are per mille, 0 to 1000.
 *
 * @property width of the image, in pixels.
 * @property height of the image, in pixels.
 * @property rotation degrees by which to turn the image clockwise so that its text stands upright:
 *   0, 90, 180 or 270.
 * @property text all of it: an empty line between blocks, a newline between lines, one space
 *   between words. Empty if no text was found.
 */
public data class Page(
    public val width: Int,
    public val height: Int,
    public val rotation: Int,
    public val text: String,
    public val blocks: List<Block>,
) {
    /** The lines of all blocks. */
    public val lines: List<Line>
        get() = blocks.flatMap { it.lines }

    /** The words of all lines. */
    public val words: List<Word>
        get() = lines.flatMap { it.words }
}

/** Lines one below the other: a column, a paragraph, a cell, a receipt's items. */
public data class Block(
    public val text: String,
    public val quad: Quad,
    public val lines: List<Line>,
)

/**
 * Words that stand side by side in a block.
 *
 * @property confidence per mille.
 * @property lightOnDark whether the print is lighter than its ground.
 */
public data class Line(
    public val text: String,
    public val quad: Quad,
    public val confidence: Int,
    public val lightOnDark: Boolean,
    public val words: List<Word>,
)

/**
 * Characters without a space between them.
 *
 * @property confidence per mille, calibrated: of the words with 900, about nine in ten are right.
 */
public data class Word(
    public val text: String,
    public val quad: Quad,
    public val confidence: Int,
    public val characters: List<Character>,
)

/**
 * A character.
 *
 * @property confidence per mille.
 */
public data class Character(
    public val text: String,
    public val quad: Quad,
    public val confidence: Int,
)

/**
 * Four corners in pixels: top left, top right, bottom right and bottom left as the text is read.
 *
 * Text that runs aslant has a slanted quad, and the top of text that stands on its head lies below
 * its bottom in the image.
 */
public data class Quad(
    public val x0: Int,
    public val y0: Int,
    public val x1: Int,
    public val y1: Int,
    public val x2: Int,
    public val y2: Int,
    public val x3: Int,
    public val y3: Int,
) {
    /** [x0], [y0] … [x3], [y3]: eight numbers. */
    public fun toIntArray(): IntArray = intArrayOf(x0, y0, x1, y1, x2, y2, x3, y3)
}
