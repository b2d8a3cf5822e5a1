package com.pocketocr

/**
 * By how much to turn an image clockwise so that its text stands upright.
 *
 * The image itself is not turned, and coordinates count pixels of it as it was given.
 *
 * @property degrees the turn; null if it is to be found out.
 */
public enum class Rotation(
    public val degrees: Int?,
) {
    /** Find out, by reading. Takes a little longer than a rotation that is known. */
    AUTO(null),
    UPRIGHT(0),
    QUARTER(90),
    HALF(180),
    THREE_QUARTERS(270),
    ;

    public companion object {
        /**
         * The rotation by [degrees], such as CameraX's `rotationDegrees`; any multiple of 90.
         *
         * @throws PocketOcrException.Argument it is none.
         */
        @JvmStatic
        public fun of(degrees: Int): Rotation =
            entries.find { it.degrees == Math.floorMod(degrees, 360) }
                ?: throw PocketOcrException.Argument("$degrees degrees are no multiple of 90")
    }
}
