package com.pocketocr

import java.nio.ByteBuffer

/**
 * Pixels of a page, rows from the top. They are not copied here: leave them unchanged until
 * [PocketOcr.begin] or [PocketOcr.read] has returned.
 *
 * Hand over colours as they are: grey is made by the device core, in the one way that gives the
 * same text everywhere. Alpha is straight, not premultiplied, and transparent pixels show white
 * paper. Formats that leave a fourth byte unused may leave zeros in it, which would be a white page.
 *
 * @property width in pixels.
 * @property height in pixels.
 */
public class Image private constructor(
    internal val pixels: Pixels,
    internal val format: Int,
    internal val stride: Long,
    public val width: Int,
    public val height: Int,
) {
    /**
     * Bytes from the buffer's position to its limit, which both stay where they are. A direct
     * buffer is read in place, and so is one with an array.
     *
     * @param stride bytes from the start of a row to that of the next, padding included. Camera
     *   planes have padding: pass their `rowStride`.
     */
    @JvmOverloads
    public constructor(
        pixels: ByteBuffer,
        format: Format,
        width: Int,
        height: Int,
        stride: Int = width * format.bytesPerPixel,
    ) : this(Pixels.of(pixels), format.number, stride.toLong(), width, height)

    /**
     * Integers 0xAARRGGBB, as of Android's `Bitmap.getPixels()`.
     *
     * @param stride integers from the start of a row to that of the next.
     */
    @JvmOverloads
    public constructor(
        argb: IntArray,
        width: Int,
        height: Int,
        stride: Int = width,
    ) : this(
        Pixels.InArray(argb, 0, argb.size.toLong() * Int.SIZE_BYTES),
        ARGB_INT,
        stride.toLong() * Int.SIZE_BYTES,
        width,
        height,
    )

    /**
     * Order of a pixel's bytes in memory, first byte first.
     *
     * An `ARGB_8888` bitmap lies in memory as [RGBA8888], a camera's Y plane is [GRAY8].
     */
    public enum class Format(
        internal val number: Int,
        public val bytesPerPixel: Int,
    ) {
        GRAY8(1, 1),
        RGB888(2, 3),
        BGR888(3, 3),
        RGBA8888(4, 4),
        BGRA8888(5, 4),
    }

    /** Where the pixels are, [size] bytes of them. */
    internal sealed interface Pixels {
        val size: Long

        class InBuffer(
            val buffer: ByteBuffer,
        ) : Pixels {
            override val size: Long get() = buffer.remaining().toLong()
        }

        /** A ByteArray or an IntArray. */
        class InArray(
            val array: Any,
            val offset: Long,
            override val size: Long,
        ) : Pixels

        companion object {
            fun of(given: ByteBuffer): Pixels =
                if (given.hasArray()) {
                    val start = given.arrayOffset() + given.position()
                    InArray(given.array(), start.toLong(), given.remaining().toLong())
                } else {
                    InBuffer(given.direct())
                }
        }
    }

    private companion object {
        /** See pocket_ocr_format. */
        const val ARGB_INT = 6
    }
}
