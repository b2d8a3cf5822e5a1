package com.pocketocr.hosttest

import com.pocketocr.Bundle
import com.pocketocr.Net
import com.pocketocr.NetFactory
import com.pocketocr.Page
import com.pocketocr.PocketOcr
import com.pocketocr.Reading
import java.nio.ByteBuffer
import java.nio.FloatBuffer

/** What checks are made with: a bundle, pages that can be read with it, and what is read there. */
internal class Setting(
    val bundle: Bundle,
    val pages: List<Recorded>,
) {
    /** A page that is soon read. */
    val page = pages.minBy { it.width * it.height }
    val expected: Page by lazy { open(page.nets).use(::read) }

    fun read(ocr: PocketOcr): Page = ocr.read(page.image, page.rotation)

    fun begin(ocr: PocketOcr): Reading = ocr.begin(page.image, page.rotation)

    fun open(nets: NetFactory = page.nets): PocketOcr = PocketOcr.open(bundle, nets)
}

/** Runs all checks, prints a line for each, and returns the number of those that failed. */
internal fun check(
    bundle: Bundle,
    pages: List<Recorded>,
): Int {
    val setting = Setting(bundle, pages)
    val checks =
        openingChecks(setting) + imageChecks(setting) + netChecks(setting) +
            closingChecks(setting) + threadChecks(setting) + memoryChecks(setting)
    return checks.count { (name, body) ->
        val failure = runCatching(body).exceptionOrNull()
        println(
            if (failure ==
                null
            ) {
                "ok $name"
            } else {
                "FAILED $name: ${failure.stackTraceToString()}"
            },
        )
        failure != null
    }
}

/** What [body] throws, which must be an [E] whose message contains [part]. */
internal inline fun <reified E : Throwable> throws(
    part: String = "",
    body: () -> Unit,
): E {
    try {
        body()
    } catch (found: Throwable) {
        if (found !is E) throw found
        check(part in found.message.orEmpty()) { "it says: ${found.message}" }
        return found
    }
    error("nothing was thrown")
}

internal fun <T> same(
    found: T,
    expected: T,
) = check(found == expected) { "$found instead of $expected" }

/** A net around another one: counts, and does something before each run. */
internal open class Watched(
    private val net: Net,
    private val before: () -> Unit = {},
) : Net {
    var runs = 0
        private set
    var closes = 0
        private set

    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        runs++
        before()
        net.run(tiles, count, logits)
    }

    override fun close() {
        closes++
        net.close()
    }
}

/** Runs [body] on another thread, and waits for it. */
internal fun elsewhere(body: () -> Unit) {
    var failure: Throwable? = null
    val thread = Thread { failure = runCatching(body).exceptionOrNull() }
    thread.start()
    thread.join()
    failure?.let { throw it }
}
