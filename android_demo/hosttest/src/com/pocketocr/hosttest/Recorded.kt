package com.pocketocr.hosttest

import com.pocketocr.Image
import com.pocketocr.Model
import com.pocketocr.Net
import com.pocketocr.NetFactory
import com.pocketocr.Rotation
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer
import java.security.MessageDigest

private const val DIGEST = 32

/**
 * A page that the reference read, and the logits that it read it with.
 *
 * Files of a folder: `pages.tsv` with name, width, height, rotation ("auto" or degrees) and
 * whether words were corrected ("lexicon" or "plain"); NAME.grey, the pixels; NAME.logits, for each tile its SHA-256 and float32 `[steps, classes]`,
 * little-endian.
 */
internal class Recorded(
    val name: String,
    val width: Int,
    val height: Int,
    val rotation: Rotation,
    val lexicon: Boolean,
    val grey: ByteArray,
    private val logits: File,
) {
    val image get() = Image(ByteBuffer.wrap(grey), Image.Format.GRAY8, width, height)
    val nets get() = NetFactory { model, _ -> net(model) }

    fun net(model: Model): Net = ReplayNet(logits, model)
}

internal fun recordedPages(folder: File): List<Recorded> =
    folder.resolve("pages.tsv").readLines().map { line ->
        val (name, width, height, rotation, lexicon) = line.split("\t")
        Recorded(
            name,
            width.toInt(),
            height.toInt(),
            if (rotation == "auto") Rotation.AUTO else Rotation.of(rotation.toInt()),
            lexicon == "lexicon",
            folder.resolve("$name.grey").readBytes(),
            folder.resolve("$name.logits"),
        )
    }

/** Answers with what was recorded of a tile; of an unknown one there is nothing to say. */
private class ReplayNet(
    file: File,
    private val model: Model,
) : Net {
    private val answers = HashMap<ByteBuffer, FloatBuffer>()

    init {
        val answer = model.steps * model.classes * Float.SIZE_BYTES
        val bytes = file.readBytes()
        for (at in bytes.indices step DIGEST + answer) {
            val logits = ByteBuffer.wrap(bytes, at + DIGEST, answer).order(ByteOrder.LITTLE_ENDIAN)
            answers[ByteBuffer.wrap(bytes.copyOfRange(at, at + DIGEST))] = logits.asFloatBuffer()
        }
    }

    override fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    ) {
        repeat(count) {
            val tile = ByteArray(model.tileHeight * model.tileWidth)
            tiles.get(tile)
            val digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(tile))
            logits.put(answers.getValue(digest).duplicate())
        }
    }

    override fun close() = Unit
}
