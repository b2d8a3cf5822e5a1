package com.pocketocr

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/**
 * The device core's C API (native/include/pocket_ocr.h), through src/main/cpp. Handles are
 * pointers; buffers are direct, and used from their start to their capacity. What fails throws.
 */
internal object Native {
    init {
        System.loadLibrary("pocketocr")
    }

    @JvmStatic
    external fun version(): ByteArray

    @JvmStatic
    external fun manifestOpen(json: ByteBuffer): Long

    /**
     * See [Packed]: name, version; file and SHA-256 of charset and of lexicon, empty if there is
     * none; number of models, the default one.
     */
    @JvmStatic
    external fun manifestFacts(manifest: Long): Array<Any>

    /** See [Packed.model]. */
    @JvmStatic
    external fun manifestModel(
        manifest: Long,
        index: Int,
    ): Array<Any>

    @JvmStatic
    external fun manifestClose(manifest: Long)

    @JvmStatic
    external fun engineOpen(
        manifest: Long,
        index: Int,
        charset: ByteBuffer,
    ): Long

    @JvmStatic
    external fun engineLexicon(
        engine: Long,
        lexicon: ByteBuffer,
    )

    /** See [Packed]: batch, and a page's most pixels as a long. */
    @JvmStatic
    external fun engineFacts(engine: Long): Array<Any>

    @JvmStatic
    external fun engineClose(engine: Long)

    /**
     * See [Image] for [buffer] and [array], of which one is null, and for [layout].
     *
     * @param rotation in degrees; -1 to find out.
     */
    @JvmStatic
    external fun pageBegin(
        engine: Long,
        buffer: ByteBuffer?,
        array: Any?,
        layout: LongArray,
        rotation: Int,
    ): Long

    /**
     * Copies the next tiles, of [tile] bytes each, into [tiles] and returns their number; 0 if the
     * page is read.
     */
    @JvmStatic
    external fun pageNext(
        page: Long,
        tiles: ByteBuffer,
        tile: Int,
    ): Int

    @JvmStatic
    external fun pageGive(
        page: Long,
        logits: FloatBuffer,
        values: Int,
    )

    @JvmStatic
    external fun pageProgress(page: Long): Int

    @JvmStatic
    external fun pageCancel(page: Long)

    /** See [Packed.page]. */
    @JvmStatic
    external fun pageResult(page: Long): Array<Any>

    @JvmStatic
    external fun pageClose(page: Long)

    @JvmStatic
    external fun grey(
        buffer: ByteBuffer?,
        array: Any?,
        layout: LongArray,
    ): ByteArray

    /** Called from C++: throws what a pocket_ocr_status stands for. */
    @JvmStatic
    fun raise(
        status: Int,
        message: ByteArray,
    ) {
        val said = message.decodeToString()
        throw when (status) {
            1 -> PocketOcrException.Argument(said)
            3 -> PocketOcrException.Manifest(said)
            4 -> PocketOcrException.Charset(said)
            5 -> PocketOcrException.Image(said)
            6 -> PocketOcrException.Logits(said)
            7 -> PocketOcrException.Cancelled(said)
            8 -> PocketOcrException.Memory(said)
            10 -> PocketOcrException.Lexicon(said)
            else -> PocketOcrException.Internal(said)
        }
    }
}

/** The same bytes as a direct buffer of native order that begins and ends with them. */
internal fun ByteBuffer.direct(): ByteBuffer {
    if (isDirect) return slice().order(ByteOrder.nativeOrder())
    val copy = ByteBuffer.allocateDirect(remaining()).order(ByteOrder.nativeOrder())
    copy.duplicate().put(duplicate())
    return copy
}
