package com.pocketocr

/**
 * Many values in one call from C++: an IntArray of numbers, and a ByteArray of all texts in UTF-8
 * one after the other, whose lengths stand among the numbers.
 */
internal class Packed(
    arrays: Array<Any>,
) {
    private val numbers = arrays[0] as IntArray
    private val texts = arrays[1] as ByteArray
    private var at = 0
    private var start = 0

    fun int(): Int = numbers[at++]

    /** The low half is first. */
    fun long(): Long = int().toUInt().toLong() or (int().toLong() shl Int.SIZE_BITS)

    fun text(): String {
        val size = int()
        start += size
        return String(texts, start - size, size, Charsets.UTF_8)
    }

    fun model(batch: Int): Model =
        Model(
            file = text(),
            sha256 = text(),
            bytes = long(),
            precision = text(),
            input = text(),
            output = text(),
            tileWidth = int(),
            tileHeight = int(),
            steps = int(),
            classes = int(),
            batch = batch,
        )

    fun page(): Page = Page(int(), int(), int(), text(), list { block() })

    private fun block() = Block(text(), quad(), list { line() })

    private fun line() = Line(text(), quad(), int(), int() != 0, list { word() })

    private fun word() = Word(text(), quad(), int(), list { Character(text(), quad(), int()) })

    private fun quad() = Quad(int(), int(), int(), int(), int(), int(), int(), int())

    private inline fun <T> list(item: () -> T): List<T> = List(int()) { item() }
}
