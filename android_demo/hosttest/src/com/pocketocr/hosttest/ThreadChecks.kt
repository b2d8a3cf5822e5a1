package com.pocketocr.hosttest

import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.PocketOcrException
import java.nio.ByteBuffer
import java.nio.FloatBuffer
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger

/** Answers for all pages, and counts threads that are in it together with another. */
private class ForAll(
    setting: Setting,
    private val model: Model,
) : Net {
    private val nets = setting.pages.map { it.net(model) }
    private val inside = AtomicInteger()
    val clashes = AtomicInteger()

    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        if (inside.incrementAndGet() > 1) clashes.incrementAndGet()
        Thread.yield()
        nets.first { net ->
            tiles.rewind()
            logits.rewind()
            runCatching { net.run(tiles, count, logits) }.isSuccess
        }
        inside.decrementAndGet()
    }

    override fun close() = Unit
}

internal fun threadChecks(setting: Setting): Map<String, () -> Unit> =
    mapOf(
        "threads share a reader, and the net has one at a time" to {
            val pages = setting.pages
            lateinit var net: ForAll
            setting.open { model, _ -> ForAll(setting, model).also { net = it } }.use { ocr ->
                val alone = pages.map { ocr.read(it.image, it.rotation) }
                val jobs = (pages + pages).map { Callable { ocr.read(it.image, it.rotation) } }
                val pool = Executors.newFixedThreadPool(3)
                val together = pool.invokeAll(jobs).map { it.get() }
                pool.shutdown()
                same(together, alone + alone)
            }
            same(net.clashes.get(), 0)
        },
        "a page that is closed while others begin harms none" to {
            val pool = Executors.newFixedThreadPool(3)
            setting.open().use { ocr ->
                val jobs =
                    List(30) { number ->
                        Callable {
                            val reading = setting.begin(ocr)
                            if (number % 3 == 0) Thread { reading.close() }.start()
                            runCatching { reading.finish() }
                        }
                    }
                for (result in pool.invokeAll(jobs).map { it.get() }) {
                    result
                        .onSuccess { same(it, setting.expected) }
                        .onFailure {
                            val stopped = it is PocketOcrException.Cancelled
                            if (!stopped && it !is PocketOcrException.Closed) throw it
                        }
                }
            }
            pool.shutdown()
        },
    )
