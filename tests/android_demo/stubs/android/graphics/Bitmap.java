package android.graphics;

import android.annotation.Nullable;
import android.os.Parcelable;
import java.io.OutputStream;
import java.nio.Buffer;

public final class Bitmap implements Parcelable {
    private Bitmap() {}

    public static native Bitmap createBitmap(int width, int height, Config config);

    public static native Bitmap createBitmap(int[] colors, int width, int height, Config config);

    public static native Bitmap createBitmap(
            Bitmap source,
            int x,
            int y,
            int width,
            int height,
            @Nullable Matrix m,
            boolean filter);

    public native boolean compress(CompressFormat format, int quality, OutputStream stream);

    public @Nullable native Bitmap copy(Config config, boolean isMutable);

    public native void copyPixelsToBuffer(Buffer dst);

    public native void eraseColor(int c);

    public @Nullable final native Config getConfig();

    public native int getDensity();

    public native int getHeight();

    public native int getPixel(int x, int y);

    public native void getPixels(
            int[] pixels, int offset, int stride, int x, int y, int width, int height);

    public native int getRowBytes();

    public native int getWidth();

    public final native boolean hasAlpha();

    public final native boolean isPremultiplied();

    public final native boolean isRecycled();

    public native void recycle();

    public native void setDensity(int density);

    public enum CompressFormat {
        JPEG
    }

    public enum Config {
        RGB_565,
        ARGB_8888,
        RGBA_F16,
        HARDWARE
    }
}
