package com.pocketocr

import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/**
 * A page that is being read: one thread calls [finish], any may watch and cancel.
 *
 * As a suspending function, without a dependency of this library on coroutines:
 *
 * ```
 * suspend fun PocketOcr.await(image: Image, executor: Executor): Page {
 *     val reading = begin(image)
 *     return suspendCancellableCoroutine { continuation ->
 *         continuation.invokeOnCancellation { reading.close() }
 *         executor.execute { continuation.resumeWith(runCatching { reading.finish() }) }
 *     }
 * }
 * ```
 *
 * A reading that is never finished must be closed, or its native memory stays.
 */
public class Reading internal constructor(
    private val engine: Engine,
    private val handle: Long,
) : AutoCloseable {
    private val page = Lease { engine.end(handle) }
    private val started = AtomicBoolean()
    private val reached = AtomicInteger()

    /** How far the page is, 0 to 1000; never falls, and stays where it is after the end. */
    public val progress: Int
        get() {
            page.use { look() }
            return reached.get()
        }

    /**
     * Read the page on the calling thread, and free its memory, whatever comes.
     *
     * @throws PocketOcrException.Cancelled [cancel] or [close] was called meanwhile.
     * @throws PocketOcrException.Closed it was closed before, or this is the second call.
     * @throws PocketOcrException.Logits the net gave too few, or some that are not finite.
     * @throws PocketOcrException.Memory there is not enough memory. What the net throws comes as it
     *   is.
     */
    public fun finish(): Page {
        if (!started.compareAndSet(false, true)) {
            throw PocketOcrException.Closed("this page was read already: begin another one")
        }
        val read =
            page.use {
                try {
                    engine.read(handle)
                } finally {
                    look()
                    page.close()
                }
            }
        return read ?: throw PocketOcrException.Closed("this page was closed: begin another one")
    }

    /**
     * Stop: [finish] throws [PocketOcrException.Cancelled] soon, unless the page is read already. A
     * call to the net that is under way is waited for.
     */
    public fun cancel() {
        page.use { Native.pageCancel(handle) }
    }

    /**
     * Cancel, and free the memory: at once, or when [finish] leaves on the thread that reads. May
     * be called again.
     */
    override fun close() {
        cancel()
        page.close()
    }

    private fun look() {
        reached.accumulateAndGet(Native.pageProgress(handle), ::maxOf)
    }
}
