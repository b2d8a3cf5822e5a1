package com.pocketocr

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/**
 * The device core's C API (native/include/pocket_ocr.h), through src/main/cpp. Handles are pointers;
 * buffers are direct, and used from their start to their capacity. What fails throws.
 */
internal object Native {
    init {
        System.loadLibrary("pocketocr")
    }

    @JvmStatic
    external fun version(): ByteArray

    @JvmStatic
    external fun manifestOpen(json: ByteBuffer): Long

    /** See [Packed]: name, version, charset's file and SHA-256; number of models, the default one. */
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

    /** See [Packed]: batch, and a page's most pixels as a long. */
    @JvmStatic
    external fun engineFacts(engine: Long): Array<Any>

    @JvmStatic
    external fun engineClose(engine: Long)

    fun begin(
        engine: Long,
        image: Image,
        rotation: Rotation,
    ): Long {
        val turn = rotation.degrees ?: -1
        val (stride, width, height) = Triple(image.stride, image.width, image.height)
        return when (val at = image.pixels) {
            is Image.Pixels.InBuffer ->
                pageBegin(engine, at.buffer, 0, at.size, stride, width, height, image.format, turn)
            is Image.Pixels.InArray ->
                pageBegin(engine, at.array, at.offset, at.size, stride, width, height, image.format, turn)
        }
    }

    /** @param pixels a direct ByteBuffer, a ByteArray or an IntArray: [size] bytes from [offset]. */
    @JvmStatic
    private external fun pageBegin(
        engine: Long,
        pixels: Any,
        offset: Long,
        size: Long,
        stride: Long,
        width: Int,
        height: Int,
        format: Int,
        rotation: Int,
    ): Long

    /** Copies the next tiles into [tiles] and returns their number; 0 if the page is read. */
    @JvmStatic
    external fun pageNext(
        page: Long,
        tiles: ByteBuffer,
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
