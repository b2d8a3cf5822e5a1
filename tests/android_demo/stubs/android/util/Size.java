package android.util;

public final class Size {
    private Size() {}

    public native int getHeight();

    public native int getWidth();
}
