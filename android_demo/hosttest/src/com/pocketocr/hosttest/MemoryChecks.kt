package com.pocketocr.hosttest

import com.pocketocr.Image
import com.pocketocr.Net
import com.pocketocr.PocketOcrException
import java.io.File
import java.nio.ByteBuffer
import java.nio.FloatBuffer

private const val ROUNDS = 50
private const val GROWTH_KB = 8_000

/** Of this process, in KB, after the garbage of Java is gone. */
private fun resident(): Int {
    System.gc()
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
    return line.filter(Char::isDigit).toInt()
}

internal fun memoryChecks(setting: Setting): Map<String, () -> Unit> =
    mapOf(
        "memory does not grow with the pages" to {
            val page = setting.page
            val large = Image(ByteBuffer.allocateDirect(1_000_000), Image.Format.GRAY8, 1000, 1000)
            setting.open().use { ocr ->
                fun round() {
                    same(setting.read(ocr), setting.expected)
                    ocr.begin(large).close()
                    val cancelled = ocr.begin(large).also { it.cancel() }
                    throws<PocketOcrException.Cancelled> { cancelled.finish() }
                    throws<IllegalStateException> { setting.open { _, _ -> error("no") } }
                    setting.open { _, _ -> Failing }.use {
                        throws<IllegalStateException> { setting.read(it) }
                    }
                }
                repeat(ROUNDS) { round() }
                val before = resident()
                repeat(ROUNDS) { round() }
                val grown = resident() - before
                check(grown < GROWTH_KB) { "$ROUNDS pages took $grown KB" }
            }
        },
    )

private object Failing : Net {
    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) = error("no")

    override fun close() = Unit
}
