package android.graphics;

import android.annotation.Nullable;

public class Canvas {
    public Canvas(Bitmap bitmap) {}

    public native void concat(@Nullable Matrix matrix);

    public native void drawBitmap(Bitmap bitmap, float left, float top, @Nullable Paint paint);

    public native void drawPath(Path path, Paint paint);

    public native void drawRect(float left, float top, float right, float bottom, Paint paint);
}
