package com.pocketocr

import java.nio.ByteBuffer
import java.nio.FloatBuffer

/**
 * The network that reads tiles: LiteRT, or any runtime that runs the bundle's model.
 *
 * A [PocketOcr] asks its net from one thread at a time, though not always from the same. It hands
 * over whatever the net throws to the caller of [PocketOcr.read], and goes on with the next page.
 */
public interface Net : AutoCloseable {
    /**
     * Run the model on each of [count] tiles.
     *
     * Neither buffer may be kept after the call.
     *
     * @param tiles direct buffer of uint8 `[count, tileHeight, tileWidth]` without gaps, from
     *   position 0 to its limit.
     * @param count 1 to [Model.batch].
     * @param logits direct buffer of native order. Put float32 `[count, steps, classes]` into it,
     *   before any softmax: from position 0 until its position is its limit. What remains counts as
     *   missing, and the page ends with [PocketOcrException.Logits].
     */
    public fun run(
        tiles: ByteBuffer,
        count: Int,
        logits: FloatBuffer,
    )

    /** Release what the net holds. Called once, when nobody reads any more. */
    override fun close()
}

/** Loads a bundle's model into a runtime. */
public fun interface NetFactory {
    /**
     * The net of a model.
     *
     * @param model what the manifest says of it. Its hash was checked.
     * @param bytes the model's file: a direct buffer, perhaps mapped. Never write to it; keep a
     *   reference for as long as the runtime reads from it.
     */
    public fun open(
        model: Model,
        bytes: ByteBuffer,
    ): Net
}

/**
 * A model of a bundle. Input: grey tiles, uint8 `[1, tileHeight, tileWidth]`. Output: logits,
 * float32 `[1, steps, classes]`, before any softmax.
 *
 * @property file its name in the bundle.
 * @property sha256 of the file, in hex.
 * @property bytes the file's size.
 * @property precision "fp32", "dynamic-int8", …
 * @property input name of the model's input.
 * @property output name of the model's output.
 * @property tileWidth in pixels.
 * @property tileHeight in pixels.
 * @property steps time steps of a tile's logits.
 * @property classes classes of a step.
 * @property batch [Net.run] is given at most so many tiles.
 */
public data class Model(
    public val file: String,
    public val sha256: String,
    public val bytes: Long,
    public val precision: String,
    public val input: String,
    public val output: String,
    public val tileWidth: Int,
    public val tileHeight: Int,
    public val steps: Int,
    public val classes: Int,
    public val batch: Int,
)
