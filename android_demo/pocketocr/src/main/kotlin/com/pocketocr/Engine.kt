package com.pocketocr

import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** The core's engine and its net, for as long as the reader is open or a page is being read. */
internal class Engine(
    private val handle: Long,
    private val net: Net,
    val model: Model,
    val maxPixels: Long,
) {
    private val lease =
        Lease {
            Native.engineClose(handle)
            net.close()
        }
    private val tile = model.tileWidth * model.tileHeight
    private val answer = model.steps * model.classes

    fun begin(
        image: Image,
        rotation: Rotation,
    ): Reading {
        if (!lease.enter()) throw PocketOcrException.Closed("the reader is closed: open another one")
        var reading: Reading? = null
        try {
            reading = Reading(this, image.begin(handle, rotation))
            return reading
        } finally {
            if (reading == null) lease.leave()
        }
    }

    /** Ask the page for tiles and give it the net's logits until it is read. */
    fun read(page: Long): Page {
        val tiles = ByteBuffer.allocateDirect(model.batch * tile)
        val logits =
            ByteBuffer
                .allocateDirect(model.batch * answer * Float.SIZE_BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
        while (true) {
            val count = Native.pageNext(page, tiles, tile)
            if (count == 0) return Packed(Native.pageResult(page)).page()
            tiles.window(count * tile)
            logits.window(count * answer)
            synchronized(net) { net.run(tiles, count, logits) }
            if (logits.hasRemaining()) {
                throw PocketOcrException.Logits(
                    "the net put ${logits.position()} logits of ${count * answer} into its buffer",
                )
            }
            Native.pageGive(page, logits, count * answer)
        }
    }

    fun end(page: Long) {
        Native.pageClose(page)
        lease.leave()
    }

    fun close(): Unit = lease.close()
}

/** From position 0 to [size]; of Buffer, since Android 26 has no such methods of its subclasses. */
private fun Buffer.window(size: Int) {
    clear()
    limit(size)
}
