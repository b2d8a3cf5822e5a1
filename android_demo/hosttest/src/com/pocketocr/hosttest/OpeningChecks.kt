package com.pocketocr.hosttest

import com.pocketocr.Bundle
import com.pocketocr.PocketOcr
import com.pocketocr.PocketOcrException
import java.io.IOException
import java.nio.ByteBuffer

internal fun openingChecks(setting: Setting): Map<String, () -> Unit> {
    val model = setting.open().use { it.model }

    fun bytes(file: String): ByteArray {
        val buffer = setting.bundle.read(file)
        return ByteArray(buffer.remaining()).also(buffer::get)
    }

    /** Open the bundle with a file whose bytes are others. */
    fun open(
        changed: String,
        change: (ByteArray) -> ByteArray,
    ) {
        val bundle =
            Bundle { file ->
                val held = bytes(file)
                ByteBuffer.wrap(if (file == changed) change(held) else held)
            }
        PocketOcr.open(bundle, setting.page.nets).close()
    }

    /** Names of the files that are read, in this order, when the bundle is opened. */
    fun files(lexicon: Boolean): List<String> {
        val names = mutableListOf<String>()
        val watched = Bundle { file -> setting.bundle.read(file).also { names += file } }
        PocketOcr.open(watched, setting.page.nets, lexicon = lexicon).close()
        return names
    }

    fun flipped(bytes: ByteArray) = bytes.also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }

    return mapOf(
        "a manifest that is no JSON is refused" to {
            throws<PocketOcrException.Manifest> { open("manifest.json") { it.copyOf(it.size / 2) } }
            throws<PocketOcrException.Manifest> { open("manifest.json") { ByteArray(0) } }
        },
        "a manifest of another version is refused" to {
            val version = Regex("(?<=\"manifest_version\": \")[0-9]+")
            throws<PocketOcrException.Manifest>("999.") {
                open("manifest.json") {
                    version.replace(it.decodeToString(), "999").encodeToByteArray()
                }
            }
        },
        "another charset is refused" to {
            throws<PocketOcrException.Charset>("charset.txt is not the file") {
                open("charset.txt", ::flipped)
            }
        },
        "another lexicon is refused, and none is read unless it is wanted" to {
            val lexicon = (files(lexicon = true) - files(lexicon = false).toSet()).single()
            throws<PocketOcrException.Lexicon>("$lexicon is not the file") {
                open(lexicon, ::flipped)
            }
        },
        "another model is refused" to {
            throws<PocketOcrException.Model>("${model.file} is not the file") {
                open(model.file, ::flipped)
            }
            throws<PocketOcrException.Model> { open(model.file) { ByteArray(0) } }
        },
        "an unknown precision is refused, and the known ones are named" to {
            throws<PocketOcrException.Model>("no int1 model; it holds ${model.precision}") {
                PocketOcr.open(setting.bundle, setting.page.nets, "int1").close()
            }
        },
        "a known precision is taken" to {
            PocketOcr.open(setting.bundle, setting.page.nets, model.precision).use {
                same(it.model, model)
            }
        },
        "a file that is not there is the bundle's exception" to {
            throws<IOException> {
                open(model.file) { throw IOException() }
            }
        },
        "what the factory throws comes as it is" to {
            val thrown = IllegalStateException("no such runtime")
            same(throws<IllegalStateException> { setting.open { _, _ -> throw thrown } }, thrown)
        },
        "the factory gets the model's bytes in a direct buffer" to {
            setting
                .open { model, bytes ->
                    check(bytes.isDirect)
                    same(bytes.remaining().toLong(), model.bytes)
                    setting.page.net(model)
                }.close()
        },
        "any buffer of a bundle will do" to {
            val within =
                Bundle { file ->
                    val room = ByteBuffer.wrap(byteArrayOf(1, 2) + bytes(file) + byteArrayOf(3))
                    room.position(2)
                    room.limit(room.capacity() - 1)
                    room.slice().asReadOnlyBuffer()
                }
            PocketOcr.open(within, setting.page.nets).use {
                same(setting.read(it), setting.expected)
            }
        },
        "versions are told" to {
            check(PocketOcr.libraryVersion.matches(Regex("""\d+\.\d+\.\d+""")))
            setting.open().use { ocr ->
                check(ocr.bundleName.isNotEmpty() && ocr.bundleVersion.isNotEmpty())
            }
        },
    )
}
