package org.tensorflow.lite;

class InterpreterImpl implements InterpreterApi {
    @Override
    public native void run(Object input, Object output);

    @Override
    public native void close();

    static class Options extends InterpreterApi.Options {}
}
