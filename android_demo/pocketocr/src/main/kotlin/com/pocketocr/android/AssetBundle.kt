package com.pocketocr.android

import android.content.res.AssetManager
import com.pocketocr.Bundle
import java.io.FileInputStream
import java.io.FileNotFoundException
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/**
 * A bundle in an app's assets: `src/main/assets/pocket_ocr/manifest.json` and what it names.
 *
 * The model is mapped straight from the APK, so it costs no copy in memory. That needs it to lie
 * there uncompressed: `androidResources { noCompress += "tflite" }`.
 *
 * @param assets of the app, `context.assets`.
 * @param folder of the bundle within the assets; empty if the bundle lies at their top.
 */
public class AssetBundle
    @JvmOverloads
    constructor(
        private val assets: AssetManager,
        private val folder: String = "pocket_ocr",
    ) : Bundle {
        @Throws(IOException::class)
        override fun read(file: String): ByteBuffer {
            val path = if (folder.isEmpty()) file else "$folder/$file"
            return if (file.substringAfterLast('.') in COPIED) copy(path) else map(path)
        }

        private fun copy(path: String): ByteBuffer {
            val stream = opened(path) { assets.open(path) }
            return ByteBuffer.wrap(stream.use { it.readBytes() })
        }

        private fun map(path: String): ByteBuffer =
            opened(path) { assets.openFd(path) }.use { asset ->
                val channel = FileInputStream(asset.fileDescriptor).channel
                channel.map(FileChannel.MapMode.READ_ONLY, asset.startOffset, asset.length)
            }

        /** What [open] gives; Android says of missing and of compressed files no more than their name. */
        private fun <T> opened(
            path: String,
            open: () -> T,
        ): T =
            try {
                open()
            } catch (_: FileNotFoundException) {
                throw IOException(if (holds(path)) compressed(path) else missing(path))
            }

        private fun holds(path: String): Boolean =
            path.substringAfterLast('/') in
                assets.list(path.substringBeforeLast('/', missingDelimiterValue = "")).orEmpty()

        private fun missing(path: String) =
            "the app's assets hold no $path: copy the whole folder of the bundle to src/main/assets"

        private fun compressed(path: String) =
            "$path lies compressed in the APK: add noCompress += \"${path.substringAfterLast(
                '.',
            )}\" " +
                "to android.androidResources of the app's build file"

        private companion object {
            /** Files that are looked through once: the APK may hold them compressed. */
            val COPIED = setOf("json", "txt", "bin")
        }
    }
