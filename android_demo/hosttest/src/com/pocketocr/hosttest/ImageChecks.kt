package com.pocketocr.hosttest

import com.pocketocr.Image
import com.pocketocr.Image.Format
import com.pocketocr.PocketOcrException
import com.pocketocr.Rotation
import java.io.File
import java.io.RandomAccessFile
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

private const val PADDING = 5

/** Where the bytes of each colour stand in a pixel; alpha is opaque. */
private val ORDER =
    mapOf(
        Format.RGB888 to "RGB",
        Format.BGR888 to "BGR",
        Format.RGBA8888 to "RGBA",
        Format.BGRA8888 to "BGRA",
    )

/** Colours 0xRRGGBB as an image with rows that are padded with zeros. */
private fun image(
    colours: IntArray,
    width: Int,
    format: Format,
    place: (ByteArray) -> ByteBuffer,
): Image {
    val height = colours.size / width
    val stride = width * format.bytesPerPixel + PADDING
    val bytes = ByteArray(stride * height)
    for (y in 0 until height) {
        for (x in 0 until width) {
            ORDER.getValue(format).forEachIndexed { at, channel ->
                val colour = colours[y * width + x]
                bytes[y * stride + x * format.bytesPerPixel + at] =
                    when (channel) {
                        'R' -> colour shr 16
                        'G' -> colour shr 8
                        'B' -> colour
                        else -> 255
                    }.toByte()
            }
        }
    }
    return Image(place(bytes), format, width, height, stride)
}

private fun argb(
    colours: IntArray,
    width: Int,
): Image {
    val height = colours.size / width
    val padded = IntArray((width + PADDING) * height)
    for (y in 0 until height) {
        for (x in 0 until width) {
            padded[y * (width + PADDING) + x] = colours[y * width + x] or (255 shl 24)
        }
    }
    return Image(padded, width, height, width + PADDING)
}

private fun direct(bytes: ByteArray) =
    ByteBuffer.allocateDirect(bytes.size).also { it.duplicate().put(bytes) }

/** Ways to hold the same bytes. */
private val PLACES: List<(ByteArray) -> ByteBuffer> =
    listOf(
        ByteBuffer::wrap,
        ::direct,
        { ByteBuffer.wrap(it).asReadOnlyBuffer() },
        { ByteBuffer.wrap(ByteArray(3) + it).apply { position(3) } },
        { ByteBuffer.wrap(ByteArray(3) + it).apply { position(3) }.slice() },
        { direct(ByteArray(3) + it).apply { position(3) } },
    )

internal fun imageChecks(setting: Setting): Map<String, () -> Unit> =
    mapOf(
        "all formats and buffers give the page's text" to {
            val page = setting.page
            val greys = IntArray(page.grey.size) { (page.grey[it].toInt() and 255) * 0x010101 }
            val images =
                ORDER.keys.map { image(greys, page.width, it, ::direct) } +
                    PLACES.map { image(greys, page.width, Format.RGBA8888, it) } +
                    PLACES.map { Image(it(page.grey), Format.GRAY8, page.width, page.height) } +
                    argb(greys, page.width)
            setting.open().use { ocr ->
                for (image in images) {
                    check(image.grey().contentEquals(page.grey))
                    same(ocr.read(image, page.rotation), setting.expected)
                }
            }
        },
        "all formats give the same grey of colours" to {
            val colours = IntArray(7 * 11) { (it * 2654435761L).toInt() and 0xffffff }
            val greys =
                ORDER.keys.map { image(colours, 7, it, ByteBuffer::wrap).grey() } +
                    argb(colours, 7).grey()
            check(greys.all { it.contentEquals(greys[0]) })
            val swapped = IntArray(77) { colours[it] and 255 shl 16 or (colours[it] and 0xff00) }
            val other = image(swapped, 7, Format.RGB888, ByteBuffer::wrap).grey()
            check(!other.contentEquals(greys[0]))
        },
        "a buffer's position and limit stay" to {
            val pixels = ByteBuffer.allocate(20).apply { position(3) }.apply { limit(15) }
            Image(pixels, Format.GRAY8, 3, 4).grey()
            same(pixels.position() to pixels.limit(), 3 to 15)
        },
        "an image that is described wrongly is refused" to {
            val buffer = ByteBuffer.allocateDirect(100)
            setting.open().use { ocr ->
                for (image in listOf(
                    Image(buffer, Format.GRAY8, 10, 11),
                    Image(buffer, Format.GRAY8, 10, 10, stride = 9),
                    Image(buffer, Format.GRAY8, 10, 10, stride = -10),
                    Image(IntArray(99), 10, 10),
                    Image(IntArray(100), 10, 10, stride = 9),
                )) {
                    throws<PocketOcrException.Argument>("image.") { ocr.begin(image) }
                    throws<PocketOcrException.Argument>("image.") { image.grey() }
                }
                for (size in listOf(0, -1)) {
                    val image = Image(buffer, Format.GRAY8, 10, size)
                    throws<PocketOcrException.Image> { ocr.begin(image) }
                    throws<PocketOcrException.Image> { image.grey() }
                }
            }
        },
        "an image that is too large is refused" to {
            setting.open().use { ocr ->
                val file = File.createTempFile("pixels", null)
                RandomAccessFile(file, "rw").use { it.setLength(ocr.maxPixels + 10_000) }
                val pixels =
                    RandomAccessFile(file, "r").use {
                        it.channel.map(FileChannel.MapMode.READ_ONLY, 0, it.length())
                    }
                file.delete()
                val rows = (ocr.maxPixels / 10_000).toInt() + 1
                throws<PocketOcrException.Image>("scale it down") {
                    ocr.read(Image(pixels, Format.GRAY8, 10_000, rows))
                }
            }
        },
        "an image of one pixel has no text" to {
            setting.open().use { ocr ->
                val page = ocr.read(Image(intArrayOf(0), 1, 1))
                same(listOf(page.width, page.height, page.blocks.size), listOf(1, 1, 0))
                same(page.text, "")
            }
        },
        "rotations are named by degrees" to {
            same(Rotation.of(-90), Rotation.THREE_QUARTERS)
            same(Rotation.of(360), Rotation.UPRIGHT)
            throws<PocketOcrException.Argument>("45 degrees") { Rotation.of(45) }
        },
    )
