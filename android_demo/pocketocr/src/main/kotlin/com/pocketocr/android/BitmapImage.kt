@file:JvmName("BitmapImage")

package com.pocketocr.android

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import com.pocketocr.Image
import java.nio.Buffer
import java.nio.ByteBuffer

/**
 * The pixels of a bitmap, of any configuration, as the reader takes them. The bitmap stays as it is
 * and is not needed afterwards.
 *
 * Android keeps colours multiplied by their alpha. Bitmaps with alpha are therefore laid on white
 * paper first; opaque ones, as photos are, are taken byte for byte.
 *
 * Takes four bytes a pixel, twice where the bitmap must be converted.
 *
 * @throws IllegalArgumentException the bitmap cannot be read; it is recycled, perhaps.
 */
public fun Bitmap.toImage(): Image {
    require(!isRecycled) { "the bitmap is recycled: hand it over before that" }
    val plain = if (isPlain()) this else onWhite()
    val pixels = ByteBuffer.allocateDirect(plain.rowBytes * plain.height)
    plain.copyPixelsToBuffer(pixels)
    (pixels as Buffer).clear()
    val stride = plain.rowBytes
    if (plain !== this) plain.recycle()
    return Image(pixels, Image.Format.RGBA8888, width, height, stride)
}

/** Whether its bytes are red, green, blue and an alpha that is not multiplied in. */
private fun Bitmap.isPlain() = config == Bitmap.Config.ARGB_8888 && !(hasAlpha() && isPremultiplied)

private fun Bitmap.onWhite(): Bitmap {
    // A canvas cannot draw onto a bitmap what lies in the graphics memory.
    val hardware = config == Bitmap.Config.HARDWARE
    val drawable = if (hardware) copy(Bitmap.Config.ARGB_8888, false) else this
    requireNotNull(drawable) { "the bitmap cannot be copied out of the graphics memory" }
    val paper = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    // Else the canvas would scale from one density to the other.
    paper.density = drawable.density
    paper.eraseColor(Color.WHITE)
    Canvas(paper).drawBitmap(drawable, 0f, 0f, null)
    if (drawable !== this) drawable.recycle()
    return paper
}
