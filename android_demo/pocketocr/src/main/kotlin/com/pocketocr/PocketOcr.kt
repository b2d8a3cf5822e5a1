package com.pocketocr

import java.io.IOException

/**
 * Reads the text of page images: a model of a bundle, its charset and a net.
 *
 * ```
 * PocketOcr.open(bundle, nets).use { ocr ->
 *     val page = ocr.read(Image(pixels, Image.Format.RGBA8888, width, height, rowStride))
 *     for (word in page.words) println("${word.confidence} ${word.text}")
 * }
 * ```
 *
 * **Threads.** Any number of threads may use one reader, and it is meant to be opened once: opening
 * loads the model. Pages are looked through side by side; the net is asked by one thread at a time.
 * [open], [read] and [Reading.finish] take from tens of milliseconds to seconds: never call them on
 * an app's main thread.
 *
 * **Memory.** While a page is being read, native memory holds a grey copy of it, one byte a pixel,
 * and what was found on it. [read] frees it before it returns.
 */
public class PocketOcr private constructor(
    private val engine: Engine,
    /** Name of the bundle. */
    public val bundleName: String,
    /** Version of the bundle. */
    public val bundleVersion: String,
) : AutoCloseable {
    /** The model that reads. */
    public val model: Model get() = engine.model

    /** So many pixels an image may have: width times height. */
    public val maxPixels: Long get() = engine.maxPixels

    /**
     * Read a page on the calling thread.
     *
     * @throws PocketOcrException see [begin] and [Reading.finish].
     */
    @JvmOverloads
    public fun read(
        image: Image,
        rotation: Rotation = Rotation.AUTO,
    ): Page = begin(image, rotation).use { it.finish() }

    /**
     * Begin to read a page, which can then be watched and cancelled from other threads. Makes a
     * grey copy of the pixels, and returns: the image is not needed afterwards.
     *
     * @throws PocketOcrException.Argument the stride or the buffer is too small.
     * @throws PocketOcrException.Image there are no pixels, or too many.
     * @throws PocketOcrException.Memory there is not enough memory.
     * @throws PocketOcrException.Closed the reader is closed.
     */
    @JvmOverloads
    public fun begin(
        image: Image,
        rotation: Rotation = Rotation.AUTO,
    ): Reading = engine.begin(image, rotation)

    /**
     * Begin no more pages. Pages that are being read go on: the net is closed once the last of them
     * is. May be called from any thread, and again.
     */
    override fun close(): Unit = engine.close()

    public companion object {
        private const val MANIFEST = "manifest.json"

        /** Version of this library, such as "0.2.0". */
        @JvmStatic
        public val libraryVersion: String by lazy { Native.version().decodeToString() }

        /**
         * Open a bundle. Its files are checked against the hashes of the manifest.
         *
         * @param bundle its files.
         * @param nets loads the model into a runtime.
         * @param precision of the model to take, such as "dynamic-int8"; null takes the bundle's
         *   default.
         * @param lexicon whether doubtful words are corrected by the bundle's lexicon, if it has
         *   one; without it, words are left as the net reads them.
         * @throws PocketOcrException.Manifest the manifest is refused.
         * @throws PocketOcrException.Charset the charset is not the manifest's.
         * @throws PocketOcrException.Lexicon the lexicon is not the manifest's.
         * @throws PocketOcrException.Model the model is not the manifest's, or there is none of
         *   that precision.
         * @throws IOException a file cannot be read. What [nets] throws comes as it is.
         */
        @JvmStatic
        @JvmOverloads
        @Throws(IOException::class)
        public fun open(
            bundle: Bundle,
            nets: NetFactory,
            precision: String? = null,
            lexicon: Boolean = true,
        ): PocketOcr =
            Manifest(bundle.read(MANIFEST)).use { manifest ->
                val engine = manifest.engine(bundle, nets, precision, lexicon)
                PocketOcr(engine, manifest.name, manifest.version)
            }
    }
}
