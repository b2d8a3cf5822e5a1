package com.pocketocr.hosttest

import com.pocketocr.Model
import com.pocketocr.Net
import java.io.DataInputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/** The net in another program: native/tools/net.h says how they talk. */
internal class ProcessNet(
    command: String,
    private val model: Model,
) : Net {
    private val process =
        ProcessBuilder("sh", "-c", "exec $command")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val answers = DataInputStream(process.inputStream.buffered())

    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        val sent = ByteArray(tiles.remaining())
        tiles.get(sent)
        val header = ByteBuffer.allocate(Int.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN)
        header.putInt(count)
        process.outputStream.run {
            write(header.array())
            write(sent)
            flush()
        }
        val received = ByteArray(count * model.steps * model.classes * Float.SIZE_BYTES)
        answers.readFully(received)
        logits.put(ByteBuffer.wrap(received).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer())
    }

    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }
}
