package com.pocketocr.hosttest

import com.pocketocr.PocketOcr
import com.pocketocr.PocketOcrException
import com.pocketocr.Reading

internal fun closingChecks(setting: Setting): Map<String, () -> Unit> {
    val page = setting.page
    lateinit var net: Watched

    /** A reader whose net does something before each run. */
    fun opened(before: () -> Unit = {}): PocketOcr =
        setting.open { model, _ -> Watched(page.net(model), before).also { net = it } }

    return mapOf(
        "a reader may be closed twice, and begins nothing more" to {
            val ocr = opened()
            repeat(2) { ocr.close() }
            same(net.closes, 1)
            throws<PocketOcrException.Closed>("open another one") { ocr.begin(page.image) }
            throws<PocketOcrException.Closed>("open another one") { ocr.read(page.image) }
        },
        "a page is read once" to {
            opened().use { ocr ->
                setting.begin(ocr).use { reading ->
                    same(reading.progress, 0)
                    same(reading.finish(), setting.expected)
                    same(reading.progress, 1000)
                    throws<PocketOcrException.Closed>("read already") { reading.finish() }
                    reading.cancel()
                }
            }
        },
        "a page that was closed is not read" to {
            opened().use { ocr ->
                val reading = ocr.begin(page.image)
                repeat(2) { reading.close() }
                same(reading.progress, 0)
                reading.cancel()
                throws<PocketOcrException.Closed>("was closed") { reading.finish() }
            }
            same(net.closes, 1)
        },
        "a page that was cancelled is not read" to {
            opened().use { ocr ->
                val reading = ocr.begin(page.image)
                reading.cancel()
                throws<PocketOcrException.Cancelled> { reading.finish() }
            }
            same(net.runs to net.closes, 0 to 1)
        },
        "cancelling from another thread stops a page" to {
            lateinit var reading: Reading
            opened { elsewhere { reading.cancel() } }.use { ocr ->
                reading = setting.begin(ocr)
                throws<PocketOcrException.Cancelled> { reading.finish() }
            }
            same(net.runs to net.closes, 1 to 1)
        },
        "closing a page from another thread stops it" to {
            lateinit var reading: Reading
            opened { elsewhere { reading.close() } }.use { ocr ->
                reading = setting.begin(ocr)
                throws<PocketOcrException.Cancelled> { reading.finish() }
            }
            same(net.runs to net.closes, 1 to 1)
        },
        "a reader that is closed meanwhile reads to the end, and then closes its net" to {
            lateinit var ocr: PocketOcr
            ocr = opened { elsewhere { ocr.close() } }
            val other = setting.begin(ocr)
            same(setting.read(ocr), setting.expected)
            throws<PocketOcrException.Closed> { ocr.begin(page.image) }
            same(net.closes, 0)
            same(other.finish(), setting.expected)
            same(net.closes, 1)
        },
        "progress never falls, on any thread" to {
            val seen = mutableListOf<Int>()
            lateinit var reading: Reading
            opened { elsewhere { seen += reading.progress } }.use { ocr ->
                reading = setting.begin(ocr)
                seen += reading.progress
                reading.finish()
                seen += reading.progress
            }
            same(seen, seen.sorted())
            same(seen.first() to seen.last(), 0 to 1000)
        },
    )
}
