package org.tensorflow.lite;

import java.nio.ByteBuffer;

public final class Interpreter extends InterpreterImpl implements InterpreterApi {
    public Interpreter(ByteBuffer byteBuffer, Options options) {}

    public static class Options extends InterpreterImpl.Options {
        @Override
        public native Options setNumThreads(int numThreads);

        @Override
        public native Options setUseXNNPACK(boolean useXNNPACK);
    }
}
