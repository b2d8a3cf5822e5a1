package android.graphics;

import android.os.Parcelable;

public class RectF implements Parcelable {
    public float bottom;
    public float left;
    public float right;
    public float top;

    public native void set(float left, float top, float right, float bottom);
}
