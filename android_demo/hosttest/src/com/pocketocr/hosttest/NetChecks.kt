package com.pocketocr.hosttest

import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.PocketOcrException
import java.nio.ByteBuffer
import java.nio.FloatBuffer

/** Spoils what another net gave. */
private class Spoilt(
    private val net: Net,
    private val spoil: (FloatBuffer) -> Unit,
) : Net by net {
    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        net.run(tiles, count, logits)
        spoil(logits)
    }
}

internal fun netChecks(setting: Setting): Map<String, () -> Unit> {
    /** A reader whose net is spoilt on the first page only. */
    fun opened(spoil: (FloatBuffer) -> Unit) =
        setting.open { model, _ ->
            var pages = 0
            Spoilt(setting.page.net(model)) { if (pages++ == 0) spoil(it) }
        }

    fun spoilt(
        part: String,
        spoil: (FloatBuffer) -> Unit,
    ) = opened(spoil).use { ocr ->
        throws<PocketOcrException.Logits>(part) { setting.read(ocr) }
        same(setting.read(ocr), setting.expected)
    }

    return mapOf(
        "logits that are left out are missed, and the next page is read" to {
            spoilt("logits into its buffer") { it.position(it.limit() - 1) }
            spoilt("the net put 0 of") { it.position(0) }
        },
        "logits that are not finite are refused, and the next page is read" to {
            for (value in listOf(Float.NaN, Float.POSITIVE_INFINITY)) {
                spoilt("") { it.put(it.limit() - 1, value) }
            }
        },
        "what the net throws comes as it is, and the next page is read" to {
            val thrown = UnsupportedOperationException("out of order")
            opened { throw thrown }.use { ocr ->
                same(throws<Throwable> { ocr.read(setting.page.image) }, thrown)
                same(setting.read(ocr), setting.expected)
            }
        },
        "a page whose net throws is closed" to {
            lateinit var net: Watched
            val ocr =
                setting.open { model, _ ->
                    Watched(setting.page.net(model)) { error("no") }.also { net = it }
                }
            throws<IllegalStateException>("no") { setting.read(ocr) }
            same(net.closes, 0)
            ocr.close()
            same(net.closes, 1)
        },
        "the net gets what the model's facts say" to {
            lateinit var facts: Model
            val net = { model: Model, _: ByteBuffer ->
                facts = model
                object : Net {
                    val replay = setting.page.net(model)

                    override fun run(
                        tiles: ByteBuffer,
                        count: Int,
                        logits: FloatBuffer,
                    ) {
                        check(count in 1..facts.batch && tiles.isDirect && logits.isDirect)
                        same(tiles.remaining(), count * facts.tileHeight * facts.tileWidth)
                        same(logits.remaining(), count * facts.steps * facts.classes)
                        replay.run(tiles, count, logits)
                    }

                    override fun close() = Unit
                }
            }
            setting.open(net).use {
                same(setting.read(it), setting.expected)
            }
        },
    )
}
