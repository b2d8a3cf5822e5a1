package com.pocketocr

import java.io.File
import java.io.FileInputStream
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** The files of a bundle: `manifest.json` and what it names. */
public fun interface Bundle {
    /**
     * The bytes of a file, from the buffer's position to its limit.
     *
     * For the model a direct buffer is best, mapped if that is possible: any other is copied.
     *
     * @param file a plain name, without folders.
     * @throws IOException it cannot be read.
     */
    @Throws(IOException::class)
    public fun read(file: String): ByteBuffer
}

/** A bundle in a folder. Its files are mapped: do not change them while they are in use. */
public class FolderBundle(
    public val folder: File,
) : Bundle {
    @Throws(IOException::class)
    override fun read(file: String): ByteBuffer =
        FileInputStream(File(folder, file)).use { stream ->
            stream.channel.map(FileChannel.MapMode.READ_ONLY, 0, stream.channel.size())
        }
}
