package com.pocketocr.parity

import com.pocketocr.Image
import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.Page
import com.pocketocr.TileBatch
import java.io.File
import java.nio.ByteBuffer

/**
 * The parity corpus on this device: tiles for the net, pages for the reader, and the report of both
 * for `python -m parity --runner report --from FILE`. For tests; of one thread.
 *
 * ```
 * corpus.answer(net)
 * corpus.pages.forEachIndexed { index, page -> corpus.read(index, ocr.read(page.image())) }
 * corpus.version("litert", "2.1.0")
 * File("report.json").writeText(corpus.report("litert-android", "Pixel 8, Android 16"))
 * ```
 *
 * @param bundle folder of the bundle: its manifest, charset and golden vectors are read.
 * @param corpus folder of the corpus: the repository's parity/data.
 * @param model of that bundle, which is checked.
 * @throws IllegalStateException here and from all that follows: a file is absent or damaged, or
 *   something is missing or out of order.
 */
public class ParityCorpus(
    bundle: File,
    corpus: File,
    private val model: Model,
) : AutoCloseable {
    private val handle =
        ParityNative.open(
            bundle.path.encodeToByteArray(),
            model.precision.encodeToByteArray(),
            corpus.path.encodeToByteArray(),
        )

    /** Run the net on all tiles, the golden vectors' and the corpus'. */
    public fun answer(net: Net) {
        val batch = TileBatch(model)
        while (true) {
            val count = ParityNative.next(handle, batch.tiles, model.tileWidth * model.tileHeight)
            if (count == 0) return
            ParityNative.give(handle, batch.logits, batch.run(net, count))
        }
    }

    /** The pages, of which [read] wants all. */
    public val pages: List<CorpusPage> by lazy {
        List(ParityNative.pages(handle)) {
            val (size, name, file, grey) = ParityNative.page(handle, it)
            val (width, height) = size as IntArray
            CorpusPage(text(name), File(text(file)), width, height, grey as ByteArray)
        }
    }

    /** What the SDK's reader gave for the page of this [index]. */
    public fun read(
        index: Int,
        page: Page,
    ) {
        ParityNative.read(handle, index, page.width, page.height, page.rotation)
        for (word in page.words) {
            val quad = word.quad.toIntArray()
            val text = word.text.encodeToByteArray()
            ParityNative.word(handle, index, text, quad, word.confidence)
        }
    }

    /** A version for the report: of the runtime, and of what else matters. */
    public fun version(
        name: String,
        version: String,
    ) {
        ParityNative.version(handle, name.encodeToByteArray(), version.encodeToByteArray())
    }

    /**
     * The report as JSON, once all tiles are answered and all pages read.
     *
     * @param runtime its name with the platform's: "litert-android".
     * @param device the machine in words: "Pixel 8, Android 16".
     */
    public fun report(
        runtime: String,
        device: String,
    ): String {
        val on = device.encodeToByteArray()
        return text(ParityNative.report(handle, runtime.encodeToByteArray(), on))
    }

    override fun close(): Unit = ParityNative.close(handle)
}

/**
 * A page of the corpus.
 *
 * @property file its PNG, for tests of code that decodes images.
 * @property grey its pixels, [width] x [height] bytes without gaps.
 */
public class CorpusPage(
    public val name: String,
    public val file: File,
    public val width: Int,
    public val height: Int,
    public val grey: ByteArray,
) {
    public fun image(): Image = Image(ByteBuffer.wrap(grey), Image.Format.GRAY8, width, height)
}

private fun text(bytes: Any) = (bytes as ByteArray).decodeToString()
