package org.tensorflow.lite;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * LiteRT in a process of Python: native/tools/net.py, which the property `net` starts. It minds what
 * the Android runtime minds: direct buffers of native order, as large as the model's tensors.
 */
public final class Interpreter implements InterpreterApi {
    private final Process process;
    private final OutputStream tiles;
    private final DataInputStream logits;

    public Interpreter(ByteBuffer model, Options options) {
        require(model.isDirect() && model.remaining() == Integer.getInteger("model.bytes"), "model");
        require(options.threads == 1 && options.accelerated, "options");
        try {
            String[] command = System.getProperty("net").split("\t");
            process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        tiles = process.getOutputStream();
        logits = new DataInputStream(process.getInputStream());
    }

    @Override
    public void run(Object input, Object output) {
        ByteBuffer tile = (ByteBuffer) input;
        FloatBuffer answer = (FloatBuffer) output;
        require(tile.isDirect() && tile.order() == ByteOrder.nativeOrder(), "order of the input");
        require(tile.capacity() == Integer.getInteger("model.input"), "size of the input");
        require(answer.isDirect() && answer.order() == ByteOrder.nativeOrder(), "output");
        require(answer.capacity() == Integer.getInteger("model.output"), "size of the output");
        try {
            byte[] sent = new byte[tile.capacity()];
            tile.duplicate().get(sent);
            tiles.write(new byte[] {1, 0, 0, 0});
            tiles.write(sent);
            tiles.flush();
            byte[] got = new byte[answer.capacity() * Float.BYTES];
            logits.readFully(got);
            answer.put(ByteBuffer.wrap(got).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static void require(boolean fulfilled, String what) {
        if (!fulfilled) throw new IllegalArgumentException("LiteRT would refuse: " + what);
    }

    public static class Options {
        private int threads;
        private boolean accelerated;

        public Options setNumThreads(int numThreads) {
            threads = numThreads;
            return this;
        }

        public Options setUseXNNPACK(boolean useXNNPACK) {
            accelerated = useXNNPACK;
            return this;
        }
    }
}
