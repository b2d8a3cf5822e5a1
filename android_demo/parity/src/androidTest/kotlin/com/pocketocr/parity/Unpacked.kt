package com.pocketocr.parity

import android.content.res.AssetManager
import androidx.test.platform.app.InstrumentationRegistry
import java.io.File

/** The test's assets as folders, which native/parity reads; written anew by each process. */
internal object Unpacked {
    private val context = InstrumentationRegistry.getInstrumentation().targetContext
    private val folder = File(context.cacheDir, "assets")

    val bundle by lazy { unpack("pocket_ocr") }
    val corpus by lazy { unpack("corpus") }

    private fun unpack(name: String): File {
        val into = File(folder, name)
        into.deleteRecursively()
        context.assets.copy(name, into)
        return into
    }

    private fun AssetManager.copy(
        path: String,
        into: File,
    ) {
        val names = list(path).orEmpty()
        if (names.isEmpty()) {
            open(path).use { from -> into.outputStream().use { from.copyTo(it) } }
        } else {
            into.mkdirs()
            for (name in names) copy("$path/$name", File(into, name))
        }
    }
}
