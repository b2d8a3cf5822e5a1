package android.view;

import android.content.Context;

public class ScaleGestureDetector {
    public ScaleGestureDetector(Context context, OnScaleGestureListener listener) {}

    public native float getFocusX();

    public native float getFocusY();

    public native float getScaleFactor();

    public native boolean onTouchEvent(MotionEvent event);

    public interface OnScaleGestureListener {}

    public static class SimpleOnScaleGestureListener implements OnScaleGestureListener {
        public native boolean onScale(ScaleGestureDetector detector);
    }
}
