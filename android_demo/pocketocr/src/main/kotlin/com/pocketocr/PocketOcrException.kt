package com.pocketocr

/**
 * A page or a bundle that cannot be read. The message is one English sentence, for developers and
 * logs.
 *
 * Other exceptions come as they are: an [java.io.IOException] of the [Bundle], whatever the [Net]
 * throws.
 */
public sealed class PocketOcrException(
    message: String,
) : RuntimeException(message) {
    /** An argument without meaning: a stride too small, a buffer too short, an unknown rotation. */
    public class Argument internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** The reader is closed, or the [Reading] has finished or is being read by another thread. */
    public class Closed internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** `manifest.json` is no manifest, of another major version, or contradicts itself. */
    public class Manifest internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** The charset is not the one that the manifest describes. */
    public class Charset internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** The lexicon is not the one that the manifest describes, or of another version. */
    public class Lexicon internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** The model is not the one that the manifest describes, or there is none of that precision. */
    public class Model internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** An image without pixels, or with more than [PocketOcr.maxPixels]: scale it down. */
    public class Image internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** The net gave too few logits, or some that are not finite. */
    public class Logits internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** [Reading.cancel] or [Reading.close] was called. */
    public class Cancelled internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** There is not enough memory. */
    public class Memory internal constructor(
        message: String,
    ) : PocketOcrException(message)

    /** A defect of this library: please report its message. */
    public class Internal internal constructor(
        message: String,
    ) : PocketOcrException(message)
}
