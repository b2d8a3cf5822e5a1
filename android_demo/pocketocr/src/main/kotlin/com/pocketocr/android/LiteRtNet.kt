package com.pocketocr.android

import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.NetFactory
import org.tensorflow.lite.Interpreter
import org.tensorflow.lite.TensorFlowLite
import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/**
 * The bundle's model in LiteRT's interpreter, on the CPU (XNNPACK).
 *
 * The model takes one tile at a time and keeps nothing from one to the next, so the tiles of a
 * batch are run one after the other, and what a page gives does not depend on those before it.
 */
public class LiteRtNet internal constructor(
    model: Model,
    private val interpreter: Interpreter,
) : Net {
    private val tile: ByteBuffer = ByteBuffer.allocateDirect(model.tileWidth * model.tileHeight)
    private val answer: FloatBuffer =
        ByteBuffer
            .allocateDirect(model.steps * model.classes * Float.SIZE_BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()

    init {
        tile.order(ByteOrder.nativeOrder())
    }

    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        val given = tiles.duplicate()
        for (index in 1..count) {
            given.limitTo(index * tile.capacity())
            tile.start()
            tile.put(given)
            tile.start()
            answer.start()
            interpreter.run(tile, answer)
            answer.start()
            logits.put(answer)
        }
    }

    override fun close(): Unit = interpreter.close()

    public companion object {
        /** Version of the runtime, such as "2.2.0". */
        @JvmStatic
        public val runtimeVersion: String get() = TensorFlowLite.runtimeVersion()

        /**
         * Loads models into LiteRT.
         *
         * @param threads of the CPU that a tile may take. The text does not depend on it.
         */
        @JvmStatic
        @JvmOverloads
        public fun factory(threads: Int = 1): NetFactory =
            NetFactory { model, bytes ->
                val options = Interpreter.Options().setNumThreads(threads).setUseXNNPACK(true)
                LiteRtNet(model, Interpreter(bytes, options))
            }
    }
}

// Of Buffer: Android 8 has no such methods of ByteBuffer and FloatBuffer, to which calls without
// these detours would be compiled.

private fun Buffer.start() {
    clear()
}

private fun Buffer.limitTo(limit: Int) {
    limit(limit)
}
