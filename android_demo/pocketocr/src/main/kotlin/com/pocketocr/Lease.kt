package com.pocketocr

/** What several threads use: it is released once it is closed and the last of them has left. */
internal class Lease(
    private val release: () -> Unit,
) {
    private var users = 0
    private var closed = false

    /** Whether it is open; it then stays until [leave]. */
    fun enter(): Boolean =
        synchronized(this) {
            if (!closed) users++
            !closed
        }

    fun leave() {
        val last = synchronized(this) { --users == 0 && closed }
        if (last) release()
    }

    /** Let nobody in any more. */
    fun close() {
        val last =
            synchronized(this) {
                val first = !closed
                closed = true
                first && users == 0
            }
        if (last) release()
    }

    /** The value of [block], null if it is closed. */
    inline fun <T : Any> use(block: () -> T): T? {
        if (!enter()) return null
        try {
            return block()
        } finally {
            leave()
        }
    }
}
