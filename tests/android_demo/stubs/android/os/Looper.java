package android.os;

public final class Looper {
    private Looper() {}

    public static native Looper getMainLooper();
}
