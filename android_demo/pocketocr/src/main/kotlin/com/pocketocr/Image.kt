package com.pocketocr

import java.nio.ByteBuffer

/**
 * Pixels of a page, rows from the top. They are not copied here: leave them unchanged until
 * [PocketOcr.begin] or [PocketOcr.read] has returned.
 *
 * Hand over colours as they are: grey is made by the device core, in the one way that gives the
 * same text everywhere. Alpha is straight, not premultiplied, and transparent pixels show white
 * paper. Formats that leave a fourth byte unused may leave zeros in it, which would be a white
 * page.
 *
 * @property width in pixels.
 * @property height in pixels.
 */
public class Image private constructor(
    /** A direct buffer, null if there is an array. */
    private val buffer: ByteBuffer?,
    /** A ByteArray or an IntArray, null if there is a buffer. */
    private val array: Any?,
    private val offset: Long,
    private val size: Long,
    private val stride: Long,
    public val width: Int,
    public val height: Int,
    private val format: Int,
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
    ) : this(
        buffer = if (pixels.inArray) null else pixels.direct(),
        array = if (pixels.inArray) pixels.array() else null,
        offset = if (pixels.inArray) pixels.arrayOffset().toLong() + pixels.position() else 0,
        size = pixels.remaining().toLong(),
        stride = stride.toLong(),
        width = width,
        height = height,
        format = format.number,
    )

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
        buffer = null,
        array = argb,
        offset = 0,
        size = argb.size.toLong() * Int.SIZE_BYTES,
        stride = stride.toLong() * Int.SIZE_BYTES,
        width = width,
        height = height,
        format = ARGB_INT,
    )

    /** In bytes but for the last three: offset, size, stride, width, height, format. */
    private val layout: LongArray
        get() = longArrayOf(offset, size, stride, width.toLong(), height.toLong(), format.toLong())

    internal fun begin(
        engine: Long,
        rotation: Rotation,
    ): Long = Native.pageBegin(engine, buffer, array, layout, rotation.degrees ?: AUTO)

    /**
     * The pixels that are looked at, [width] x [height] bytes without gaps. Reading needs it not:
     * it is for tests of code that makes images.
     *
     * @throws PocketOcrException.Argument the stride or the buffer is too small.
     * @throws PocketOcrException.Image there are no pixels.
     */
    public fun grey(): ByteArray = Native.grey(buffer, array, layout)

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

    private companion object {
        /** See pocket_ocr_format. */
        const val ARGB_INT = 6

        /** See POCKET_OCR_ROTATION_AUTO. */
        const val AUTO = -1
    }
}

/** Android's direct buffers have an array, too. */
private val ByteBuffer.inArray: Boolean get() = !isDirect && hasArray()
