package com.pocketocr.parity

import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import com.pocketocr.PocketOcr
import com.pocketocr.android.AssetBundle
import com.pocketocr.android.LiteRtNet
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer

@RunWith(AndroidJUnit4::class)
class AssetBundleTest {
    private val assets = InstrumentationRegistry.getInstrumentation().targetContext.assets
    private val bundle = AssetBundle(assets)

    @Test
    fun filesComeOutOfTheApkAsTheyAre() {
        val model = PocketOcr.open(bundle, LiteRtNet.factory()).use { it.model }
        for (file in listOf("manifest.json", "charset.txt", model.file)) {
            val bytes = File(Unpacked.bundle, file).readBytes()
            assertEquals(file, ByteBuffer.wrap(bytes), bundle.read(file))
        }
        assertTrue("the model is mapped", bundle.read(model.file).isDirect)
    }

    @Test
    fun compressedAndMissingFilesAreToldApart() {
        val compressed =
            assertThrows(IOException::class.java) {
                AssetBundle(assets, "corpus").read("texts.tsv")
            }
        assertTrue(compressed.message.orEmpty().contains("noCompress += \"tsv\""))
        for (file in listOf("none.tflite", "none.json")) {
            val missing = assertThrows(IOException::class.java) { bundle.read(file) }
            assertTrue(missing.message.orEmpty().contains("hold no pocket_ocr/$file"))
        }
    }
}
