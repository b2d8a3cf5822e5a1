package com.pocketocr.parity

import android.graphics.Bitmap
import android.net.Uri
import android.os.Build
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import com.pocketocr.Net
import com.pocketocr.NetFactory
import com.pocketocr.PocketOcr
import com.pocketocr.android.AssetBundle
import com.pocketocr.android.LiteRtNet
import com.pocketocr.android.decodePhoto
import com.pocketocr.android.toImage
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import java.io.File

/** The parity corpus on this device. `python -m parity` judges the report that is written here. */
@RunWith(AndroidJUnit4::class)
class ParityTest {
    private val context = InstrumentationRegistry.getInstrumentation().targetContext

    /** The reader as apps have it, the net that it asks, and the corpus. */
    private fun <T> open(test: (PocketOcr, Net, ParityCorpus) -> T): T {
        lateinit var net: Net
        val nets =
            NetFactory { model, bytes ->
                net = LiteRtNet.factory().open(model, bytes)
                net
            }
        return PocketOcr.open(AssetBundle(context.assets), nets).use { ocr ->
            ParityCorpus(Unpacked.bundle, Unpacked.corpus, ocr.model).use { test(ocr, net, it) }
        }
    }

    private fun CorpusPage.bitmap(): Bitmap =
        context.contentResolver.decodePhoto(Uri.fromFile(file), Long.MAX_VALUE)

    @Test
    fun bitmapsOfPagesHaveThePagesGrey() =
        open { _, _, corpus ->
            for (page in corpus.pages) {
                val image = page.bitmap().toImage()
                assertEquals(page.name, page.width to page.height, image.width to image.height)
                assertArrayEquals(page.name, page.grey, image.grey())
            }
        }

    @Test
    fun theCorpusIsReadAndReported() {
        val report =
            open { ocr, net, corpus ->
                corpus.answer(net)
                corpus.pages.forEachIndexed { index, page ->
                    corpus.read(index, ocr.read(page.bitmap().toImage()))
                }
                corpus.version("litert", LiteRtNet.runtimeVersion)
                corpus.version("android", "${Build.VERSION.RELEASE} (API ${Build.VERSION.SDK_INT})")
                corpus.version("abi", Build.SUPPORTED_ABIS.first())
                corpus.report("litert-android", "${Build.MANUFACTURER} ${Build.MODEL}")
            }
        File(output(), "pocket-ocr-parity.json").writeText(report)
    }

    /** Gradle names a folder that it fetches before it uninstalls the test. */
    private fun output(): File {
        val named = InstrumentationRegistry.getArguments().getString("additionalTestOutputDir")
        val folder = named?.let(::File) ?: checkNotNull(context.getExternalFilesDir(null))
        folder.mkdirs()
        return folder
    }
}
