package com.pocketocr

import java.util.concurrent.ConcurrentLinkedQueue

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

    /** Of threads that read no more: as many as have ever read at the same time. */
    private val batches = ConcurrentLinkedQueue<TileBatch>()

    fun begin(
        image: Image,
        rotation: Rotation,
    ): Reading {
        if (!lease.enter()) {
            throw PocketOcrException.Closed("the reader is closed: open another one")
        }
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
        val batch = batches.poll() ?: TileBatch(model)
        try {
            while (true) {
                val count = Native.pageNext(page, batch.tiles, model.tileWidth * model.tileHeight)
                if (count == 0) return Packed(Native.pageResult(page)).page()
                val values = synchronized(net) { batch.run(net, count) }
                Native.pageGive(page, batch.logits, values)
            }
        } finally {
            batches.add(batch)
        }
    }

    fun end(page: Long) {
        Native.pageClose(page)
        lease.leave()
    }

    fun close(): Unit = lease.close()
}
