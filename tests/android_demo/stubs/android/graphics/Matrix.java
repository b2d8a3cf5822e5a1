package android.graphics;

import android.annotation.Nullable;

public class Matrix {
    public native boolean invert(Matrix inverse);

    public native void mapPoints(float[] pts);

    public native float mapRadius(float radius);

    public native boolean mapRect(RectF dst, RectF src);

    public native boolean postScale(float sx, float sy);

    public native boolean postScale(float sx, float sy, float px, float py);

    public native boolean postTranslate(float dx, float dy);

    public native boolean setRectToRect(RectF src, RectF dst, ScaleToFit stf);

    public native void setRotate(float degrees);

    public enum ScaleToFit {
        CENTER
    }
}
