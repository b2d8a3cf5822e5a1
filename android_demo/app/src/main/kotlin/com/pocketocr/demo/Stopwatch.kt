package com.pocketocr.demo

import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.NetFactory
import java.nio.ByteBuffer
import java.nio.FloatBuffer

/** Measures the stages of a reading, one page at a time, by the net's part in it. */
internal class Stopwatch(
    private val nets: NetFactory,
) : NetFactory {
    private var start = 0L
    private var begun = 0L
    private var asked: Long? = null
    private var net = 0L

    /** The photo's turn. */
    fun photo() {
        start = System.nanoTime()
        asked = null
        net = 0
    }

    /** The reader's turn. */
    fun begin() {
        begun = System.nanoTime()
    }

    /** The page is read. */
    fun times(): Times {
        val end = System.nanoTime()
        val found = asked ?: end
        return Times(
            photo = (begun - start) / MILLION,
            find = (found - begun) / MILLION,
            net = net / MILLION,
            join = (end - found - net) / MILLION,
        )
    }

    override fun open(
        model: Model,
        bytes: ByteBuffer,
    ): Net = Timed(nets.open(model, bytes))

    private inner class Timed(
        private val inner: Net,
    ) : Net by inner {
        override fun run(
            tiles: ByteBuffer,
            count: Int,
            logits: FloatBuffer,
        ) {
            val before = System.nanoTime()
            asked = asked ?: before
            inner.run(tiles, count, logits)
            net += System.nanoTime() - before
        }
    }

    private companion object {
        const val MILLION = 1_000_000
    }
}
