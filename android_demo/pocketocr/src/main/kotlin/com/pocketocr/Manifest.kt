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
    private val charsetFile = facts.text()
    private val charsetSha256 = facts.text()
    private val models = facts.int()
    private val default = facts.int()

    fun engine(
        bundle: Bundle,
        nets: NetFactory,
        precision: String?,
    ): Engine {
        val index = index(precision)
        val charset = bundle.read(charsetFile).direct()
        if (sha256(charset) != charsetSha256) throw PocketOcrException.Charset(differs(charsetFile))
        val engine = Native.engineOpen(handle, index, charset)
        var net: Net? = null
        try {
            val facts = Packed(Native.engineFacts(engine))
            val model = Packed(Native.manifestModel(handle, index)).model(batch = facts.int())
            val bytes = bundle.read(model.file).direct()
            if (sha256(bytes) != model.sha256) throw PocketOcrException.Model(differs(model.file))
            net = nets.open(model, bytes)
            return Engine(engine, net, model, maxPixels = facts.long())
        } finally {
            if (net == null) Native.engineClose(engine)
        }
    }

    private fun index(precision: String?): Int {
        if (precision == null) return default
        val held = List(models) { Packed(Native.manifestModel(handle, it)).model(batch = 0).precision }
        val found = held.indexOf(precision)
        if (found >= 0) return found
        throw PocketOcrException.Model(
            "the bundle holds no $precision model; it holds ${held.joinToString()}",
        )
    }

    override fun close(): Unit = Native.manifestClose(handle)

    private fun differs(file: String) =
        "$file is not the file that the manifest describes: copy the whole bundle anew"
}

private fun sha256(bytes: ByteBuffer): String {
    val digest = MessageDigest.getInstance("SHA-256")
    digest.update(bytes.duplicate())
    return digest.digest().joinToString("") { "%02x".format(it) }
}
