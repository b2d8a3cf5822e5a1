package com.pocketocr.android

import android.graphics.Bitmap
import android.graphics.Color
import androidx.test.ext.junit.runners.AndroidJUnit4
import com.pocketocr.Image
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith

@RunWith(AndroidJUnit4::class)
class BitmapImageTest {
    /** Five by two pixels: all that the smallest configuration holds without loss. */
    private val colors =
        intArrayOf(
            Color.BLACK,
            Color.WHITE,
            Color.RED,
            Color.GREEN,
            Color.BLUE,
            Color.CYAN,
            Color.MAGENTA,
            Color.YELLOW,
            Color.WHITE,
            Color.BLACK,
        )
    private val bitmap = Bitmap.createBitmap(colors, WIDTH, HEIGHT, Bitmap.Config.ARGB_8888)
    private val grey = Image(colors, WIDTH, HEIGHT).grey()

    @Test
    fun everyConfigurationGivesTheSameGrey() {
        assertArrayEquals(grey, bitmap.toImage().grey())
        for (config in listOf(
            Bitmap.Config.RGB_565,
            Bitmap.Config.RGBA_F16,
            Bitmap.Config.HARDWARE,
        )) {
            val other = checkNotNull(bitmap.copy(config, false))
            assertEquals(config, other.config)
            assertArrayEquals("$config", grey, other.toImage().grey())
        }
    }

    @Test
    fun transparentPixelsShowWhitePaper() {
        val ink = intArrayOf(Color.TRANSPARENT, 0x00FF0000, Color.argb(128, 0, 0, 0), Color.BLACK)
        val bitmap = Bitmap.createBitmap(ink, ink.size, 1, Bitmap.Config.ARGB_8888)
        assertTrue(bitmap.hasAlpha() && bitmap.isPremultiplied)
        val grey = bitmap.toImage().grey().map { it.toInt() and 0xFF }
        assertEquals(listOf(255, 255), grey.take(2))
        assertEquals(127.0, grey[2].toDouble(), 1.0)
        assertEquals(0, grey[3])
    }

    @Test
    fun theBitmapStaysAsItIs() {
        bitmap.toImage()
        val after = IntArray(colors.size)
        bitmap.getPixels(after, 0, WIDTH, 0, 0, WIDTH, HEIGHT)
        assertArrayEquals(colors, after)
    }

    @Test
    fun aRecycledBitmapIsRefused() {
        bitmap.recycle()
        assertThrows(IllegalArgumentException::class.java) { bitmap.toImage() }
    }

    private companion object {
        const val WIDTH = 5
        const val HEIGHT = 2
    }
}
