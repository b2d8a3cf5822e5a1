package android.view;

import android.annotation.Nullable;
import android.content.Context;
import android.content.res.Resources;
import android.graphics.Canvas;
import android.util.AttributeSet;

public class View {
    public static final int GONE = 8;
    public static final int VISIBLE = 0;

    public View(Context context, @Nullable AttributeSet attrs) {}

    public native CharSequence getContentDescription();

    public native void setContentDescription(CharSequence contentDescription);

    public final native int getHeight();

    public final native Resources getResources();

    public native int getVisibility();

    public native void setVisibility(int visibility);

    public final native int getWidth();

    public native void invalidate();

    public native boolean isEnabled();

    public native void setEnabled(boolean enabled);

    protected native void onDraw(Canvas canvas);

    protected native void onSizeChanged(int w, int h, int oldw, int oldh);

    public native boolean onTouchEvent(MotionEvent event);

    public native boolean performClick();

    public native void setOnClickListener(@Nullable OnClickListener l);

    public interface OnClickListener {
        void onClick(View v);
    }
}
