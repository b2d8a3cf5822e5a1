package com.pocketocr

import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/**
 * The buffers of a net, for [Model.batch] tiles. A [PocketOcr] has its own; this one is for tests
 * that call a [Net] themselves. Of one thread at a time.
 */
public class TileBatch(
    private val model: Model,
) {
    private val tile = model.tileWidth * model.tileHeight
    private val answer = model.steps * model.classes

    /** Direct. Put tiles at its start, then call [run]. */
    public val tiles: ByteBuffer = ByteBuffer.allocateDirect(model.batch * tile)

    /** Direct, of native order. The answers are at its start. */
    public val logits: FloatBuffer =
        ByteBuffer
            .allocateDirect(model.batch * answer * Float.SIZE_BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()

    /**
     * Run a net on the first [count] tiles.
     *
     * @return the number of logits: count x steps x classes.
     * @throws PocketOcrException.Logits the net put fewer. What it throws comes as it is.
     */
    public fun run(
        net: Net,
        count: Int,
    ): Int {
        tiles.window(count * tile)
        logits.window(count * answer)
        net.run(tiles, count, logits)
        if (!logits.hasRemaining()) return count * answer
        throw PocketOcrException.Logits(
            "the net put ${logits.position()} of ${logits.limit()} logits into its buffer",
        )
    }
}

/** From position 0 to [size]; of Buffer, since Android 26 has no such methods of its subclasses. */
private fun Buffer.window(size: Int) {
    clear()
    limit(size)
}
