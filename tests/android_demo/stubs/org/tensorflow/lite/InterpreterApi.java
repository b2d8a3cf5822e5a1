package org.tensorflow.lite;

public interface InterpreterApi extends AutoCloseable {
    void run(Object input, Object output);

    @Override
    void close();

    class Options {
        public native Options setNumThreads(int numThreads);

        public native Options setUseXNNPACK(boolean useXNNPACK);
    }
}
