package com.pocketocr.android

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.media.ExifInterface
import android.net.Uri
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File
import java.io.IOException

@RunWith(AndroidJUnit4::class)
class PhotoTest {
    private val context = InstrumentationRegistry.getInstrumentation().targetContext
    private val resolver = context.contentResolver

    /** A JPEG of 160 x 80 pixels with one black corner, which EXIF says how to turn. */
    private fun photo(orientation: Int): Uri {
        val sensor = Bitmap.createBitmap(WIDTH, HEIGHT, Bitmap.Config.ARGB_8888)
        sensor.eraseColor(Color.WHITE)
        Canvas(sensor).drawRect(0f, 0f, WIDTH / 2f, HEIGHT / 2f, Paint())
        val file = File(context.cacheDir, "orientation-$orientation.jpg")
        file.outputStream().use { sensor.compress(Bitmap.CompressFormat.JPEG, QUALITY, it) }
        val exif = ExifInterface(file.path)
        exif.setAttribute(ExifInterface.TAG_ORIENTATION, "$orientation")
        exif.saveAttributes()
        return Uri.fromFile(file)
    }

    /** Width, height, and which corners are black: top left, top right, bottom left and right. */
    private fun Bitmap.look(): List<Any> {
        val corners =
            listOf(
                getPixel(1, 1),
                getPixel(width - 2, 1),
                getPixel(1, height - 2),
                getPixel(width - 2, height - 2),
            )
        return listOf(width, height) + corners.map { Color.red(it) < DARK }
    }

    private fun lying(corner: Int) = listOf(WIDTH, HEIGHT) + List(CORNERS) { it == corner }

    private fun standing(corner: Int) = listOf(HEIGHT, WIDTH) + List(CORNERS) { it == corner }

    @Test
    fun photosStandUprightAsExifSays() {
        val upright =
            mapOf(
                ExifInterface.ORIENTATION_NORMAL to lying(0),
                ExifInterface.ORIENTATION_FLIP_HORIZONTAL to lying(1),
                ExifInterface.ORIENTATION_ROTATE_180 to lying(3),
                ExifInterface.ORIENTATION_FLIP_VERTICAL to lying(2),
                ExifInterface.ORIENTATION_TRANSPOSE to standing(0),
                ExifInterface.ORIENTATION_ROTATE_90 to standing(1),
                ExifInterface.ORIENTATION_TRANSVERSE to standing(3),
                ExifInterface.ORIENTATION_ROTATE_270 to standing(2),
            )
        for ((orientation, look) in upright) {
            val photo = photo(orientation)
            val all = Long.MAX_VALUE
            assertEquals("$orientation", look, resolver.decodePhoto(photo, all).look())
            assertEquals("$orientation", look, resolver.decodeBeforeAndroid9(photo, all).look())
        }
    }

    @Test
    fun largePhotosAreScaledDown() {
        val photo = photo(ExifInterface.ORIENTATION_ROTATE_90)
        for (limit in listOf(WIDTH * HEIGHT - 1L, WIDTH * HEIGHT / 10L)) {
            for (bitmap in listOf(
                resolver.decodePhoto(photo, limit),
                resolver.decodeBeforeAndroid9(photo, limit),
            )) {
                assertTrue(bitmap.width * bitmap.height in limit / 8..limit)
                val ratio = bitmap.height.toDouble() / bitmap.width
                assertEquals(WIDTH.toDouble() / HEIGHT, ratio, 0.1)
            }
        }
    }

    @Test
    fun whatIsNoPhotoIsAnError() {
        val text = File(context.cacheDir, "text.jpg")
        text.writeText("no picture at all")
        for (uri in listOf(Uri.fromFile(text), Uri.fromFile(File(context.cacheDir, "absent")))) {
            assertThrows(IOException::class.java) { resolver.decodePhoto(uri, LIMIT) }
            assertThrows(IOException::class.java) { resolver.decodeBeforeAndroid9(uri, LIMIT) }
        }
    }

    private companion object {
        const val WIDTH = 160
        const val HEIGHT = 80
        const val CORNERS = 4
        const val QUALITY = 95
        const val DARK = 128
        const val LIMIT = 1_000_000L
    }
}
