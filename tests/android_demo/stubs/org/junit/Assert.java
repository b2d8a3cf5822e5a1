package org.junit;

import org.junit.function.ThrowingRunnable;

public class Assert {
    public static native void assertArrayEquals(byte[] expecteds, byte[] actuals);

    public static native void assertArrayEquals(String message, byte[] expecteds, byte[] actuals);

    public static native void assertArrayEquals(int[] expecteds, int[] actuals);

    public static native void assertEquals(Object expected, Object actual);

    public static native void assertEquals(String message, Object expected, Object actual);

    public static native void assertEquals(long expected, long actual);

    public static native void assertEquals(double expected, double actual, double delta);

    public static native <T extends Throwable> T assertThrows(
            Class<T> expectedThrowable, ThrowingRunnable runnable);

    public static native void assertTrue(boolean condition);

    public static native void assertTrue(String message, boolean condition);
}
