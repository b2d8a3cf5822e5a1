@file:JvmName("Photo")

package com.pocketocr.android

import android.annotation.TargetApi
import android.content.ContentResolver
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.ImageDecoder
import android.graphics.Matrix
import android.media.ExifInterface
import android.net.Uri
import android.os.Build
import java.io.FileNotFoundException
import java.io.IOException
import java.io.InputStream
import kotlin.math.sqrt

/**
 * Decode a photo that was picked or taken, upright as its EXIF data say.
 *
 * Takes time: call it off the main thread.
 *
 * @param photo of a picker, a camera or a file.
 * @param maxPixels scale the photo down to at most so many; see
 *   [com.pocketocr.PocketOcr.maxPixels].
 * @throws IOException it cannot be opened, or is no picture that Android decodes.
 */
@Throws(IOException::class)
public fun ContentResolver.decodePhoto(
    photo: Uri,
    maxPixels: Long,
): Bitmap =
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
        decode(photo, maxPixels)
    } else {
        decodeBeforeAndroid9(photo, maxPixels)
    }

@TargetApi(Build.VERSION_CODES.P)
private fun ContentResolver.decode(
    photo: Uri,
    maxPixels: Long,
): Bitmap =
    ImageDecoder.decodeBitmap(ImageDecoder.createSource(this, photo)) { decoder, info, _ ->
        // Pixels are read here, not drawn; those in graphics memory would have to come back.
        decoder.allocator = ImageDecoder.ALLOCATOR_SOFTWARE
        val (width, height) = info.size.width to info.size.height
        if (width.toLong() * height > maxPixels) {
            val scale = sqrt(maxPixels.toDouble() / width / height)
            decoder.setTargetSize((width * scale).toInt(), (height * scale).toInt())
        }
    }

/** As [decodePhoto]; shrinks by powers of two, and turns the picture itself. */
internal fun ContentResolver.decodeBeforeAndroid9(
    photo: Uri,
    maxPixels: Long,
): Bitmap {
    val options = BitmapFactory.Options()
    options.inJustDecodeBounds = true
    stream(photo).use { BitmapFactory.decodeStream(it, null, options) }
    options.inJustDecodeBounds = false
    options.inSampleSize = 1
    val pixels = options.outWidth.toLong() * options.outHeight
    while (pixels / options.inSampleSize / options.inSampleSize > maxPixels) {
        options.inSampleSize *= 2
    }
    val bitmap = stream(photo).use { BitmapFactory.decodeStream(it, null, options) }
    if (bitmap == null) throw IOException("$photo is no picture")
    val exif = stream(photo).use { ExifInterface(it) }
    return bitmap.upright(exif.getAttributeInt(ExifInterface.TAG_ORIENTATION, 0))
}

private fun ContentResolver.stream(photo: Uri): InputStream =
    openInputStream(photo) ?: throw FileNotFoundException("$photo is not there any more")

/** The picture turned and mirrored as an EXIF orientation asks. */
private fun Bitmap.upright(orientation: Int): Bitmap {
    val (degrees, mirrored) = TURNS[orientation] ?: return this
    val turn = Matrix()
    turn.setRotate(degrees)
    if (mirrored) turn.postScale(-1f, 1f)
    return Bitmap.createBitmap(this, 0, 0, width, height, turn, false)
}

/** EXIF orientation → degrees clockwise, and whether to mirror it from left to right afterwards. */
private val TURNS =
    mapOf(
        ExifInterface.ORIENTATION_FLIP_HORIZONTAL to (0f to true),
        ExifInterface.ORIENTATION_ROTATE_180 to (180f to false),
        ExifInterface.ORIENTATION_FLIP_VERTICAL to (180f to true),
        ExifInterface.ORIENTATION_TRANSPOSE to (90f to true),
        ExifInterface.ORIENTATION_ROTATE_90 to (90f to false),
        ExifInterface.ORIENTATION_TRANSVERSE to (270f to true),
        ExifInterface.ORIENTATION_ROTATE_270 to (270f to false),
    )
