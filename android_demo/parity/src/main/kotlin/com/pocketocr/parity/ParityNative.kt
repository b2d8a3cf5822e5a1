package com.pocketocr.parity

import java.nio.ByteBuffer
import java.nio.FloatBuffer

/**
 * The C API of native/parity, through src/main/cpp. Texts are UTF-8, buffers are direct and used
 * from their start. What fails throws IllegalStateException.
 */
internal object ParityNative {
    init {
        System.loadLibrary("pocketocr_parity")
    }

    @JvmStatic
    external fun open(
        bundle: ByteArray,
        precision: ByteArray,
        corpus: ByteArray,
    ): Long

    @JvmStatic
    external fun close(parity: Long)

    /** Copies tiles of [tile] bytes each and returns their number; 0 if all are answered. */
    @JvmStatic
    external fun next(
        parity: Long,
        tiles: ByteBuffer,
        tile: Int,
    ): Int

    @JvmStatic
    external fun give(
        parity: Long,
        logits: FloatBuffer,
        values: Int,
    )

    @JvmStatic
    external fun pages(parity: Long): Int

    /** IntArray of width and height; ByteArrays of name, file and grey pixels. */
    @JvmStatic
    external fun page(
        parity: Long,
        index: Int,
    ): Array<Any>

    @JvmStatic
    external fun read(
        parity: Long,
        index: Int,
        width: Int,
        height: Int,
        rotation: Int,
    )

    @JvmStatic
    external fun word(
        parity: Long,
        index: Int,
        text: ByteArray,
        quad: IntArray,
        confidence: Int,
    )

    @JvmStatic
    external fun version(
        parity: Long,
        name: ByteArray,
        version: ByteArray,
    )

    @JvmStatic
    external fun report(
        parity: Long,
        runtime: ByteArray,
        device: ByteArray,
    ): ByteArray

    /** Called from C++, with a pocket_ocr_status. */
    @JvmStatic
    fun raise(
        status: Int,
        message: ByteArray,
    ): Unit = throw IllegalStateException("${message.decodeToString()} (status $status)")
}
