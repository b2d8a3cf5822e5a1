package com.pocketocr

import java.nio.ByteBuffer
import java.security.MessageDigest

/** A bundle's manifest while the bundle is being opened. */
internal class Manifest(
    json: ByteBuffer,
) : AutoCloseable {
    private val handle = Native.manifestOpen(json.direct())
    private val facts = Packed(Native.manifestFacts(handle))
    val name = facts.text()
    val version = facts.text()
    private val charset = FileFacts(facts.text(), facts.text())
    private val lexicon = FileFacts(facts.text(), facts.text())
    private val models = facts.int()
    private val default = facts.int()

    fun engine(
        bundle: Bundle,
        nets: NetFactory,
        precision: String?,
        withLexicon: Boolean,
    ): Engine {
        val index = index(precision)
        val letters = charset.bytes(bundle, PocketOcrException::Charset)
        val engine = Native.engineOpen(handle, index, letters)
        var net: Net? = null
        try {
            if (withLexicon && lexicon.name.isNotEmpty()) {
                Native.engineLexicon(engine, lexicon.bytes(bundle, PocketOcrException::Lexicon))
            }
            val facts = Packed(Native.engineFacts(engine))
            val model = Packed(Native.manifestModel(handle, index)).model(batch = facts.int())
            val file = FileFacts(model.file, model.sha256)
            net = nets.open(model, file.bytes(bundle, PocketOcrException::Model))
            return Engine(engine, net, model, maxPixels = facts.long())
        } finally {
            if (net == null) Native.engineClose(engine)
        }
    }

    private fun index(precision: String?): Int {
        if (precision == null) return default
        val known = List(models) { Packed(Native.manifestModel(handle, it)).model(batch = 0) }
        val found = known.indexOfFirst { it.precision == precision }
        if (found >= 0) return found
        val names = known.joinToString { it.precision }
        throw PocketOcrException.Model("the bundle holds no $precision model; it holds $names")
    }

    override fun close(): Unit = Native.manifestClose(handle)
}

/** What the manifest says of a file. */
private class FileFacts(
    val name: String,
    private val sha256: String,
) {
    /** Of the file, in a direct buffer; if they are others, what [refused] makes is thrown. */
    fun bytes(
        bundle: Bundle,
        refused: (String) -> PocketOcrException,
    ): ByteBuffer {
        val bytes = bundle.read(name).direct()
        val digest = MessageDigest.getInstance("SHA-256")
        digest.update(bytes.duplicate())
        if (digest.digest().joinToString("") { "%02x".format(it) } == sha256) return bytes
        throw refused("$name is not the file that the manifest describes: copy the bundle anew")
    }
}
