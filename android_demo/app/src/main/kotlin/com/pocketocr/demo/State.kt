package com.pocketocr.demo

import android.graphics.Bitmap
import com.pocketocr.Page

/** What there is to show. */
internal sealed interface State {
    data object Empty : State

    /**
     * A photo is being read.
     *
     * @property stage what is being done, a string of the resources.
     * @property permille how far the page is.
     */
    data class Working(
        val stage: Int,
        val permille: Int,
    ) : State

    /** The words of [page] lie on [photo] pixel by pixel. */
    class Done(
        val photo: Bitmap,
        val page: Page,
        val times: Times,
    ) : State

    /** @property sentence for the user. */
    data class Failed(
        val sentence: String,
    ) : State
}

/**
 * Milliseconds of the stages of one reading.
 *
 * @property photo to decode the photo and hand over its pixels.
 * @property find until the first tiles of text were found.
 * @property net in the network, all tiles together.
 * @property join the rest: to look again where the net was in doubt, and to join words.
 */
internal data class Times(
    val photo: Long,
    val find: Long,
    val net: Long,
    val join: Long,
)
