package com.pocketocr.demo

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import java.io.File
import java.io.FileNotFoundException

/** One file in the cache, into which the camera app puts a photo. */
class PhotoProvider : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun openFile(
        uri: Uri,
        mode: String,
    ): ParcelFileDescriptor {
        val folder = context?.cacheDir ?: throw FileNotFoundException("there is no cache")
        return ParcelFileDescriptor.open(
            File(folder, "photo.jpg"),
            ParcelFileDescriptor.parseMode(mode),
        )
    }

    override fun getType(uri: Uri): String = "image/jpeg"

    override fun query(
        uri: Uri,
        projection: Array<String>?,
        selection: String?,
        selectionArgs: Array<String>?,
        sortOrder: String?,
    ): Cursor? = null

    override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri? = null

    override fun update(
        uri: Uri,
        values: ContentValues?,
        selection: String?,
        selectionArgs: Array<String>?,
    ): Int = 0

    override fun delete(
        uri: Uri,
        selection: String?,
        selectionArgs: Array<String>?,
    ): Int = 0

    companion object {
        /** Of the photo; the same every time. */
        fun uri(context: Context): Uri =
            Uri.parse("content://${context.packageName}.photo/photo.jpg")
    }
}
