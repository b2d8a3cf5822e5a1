package android.graphics;

public class Paint {
    public static final int ANTI_ALIAS_FLAG = 1;
    public static final int FILTER_BITMAP_FLAG = 2;

    public Paint() {}

    public Paint(int flags) {}

    public native int getColor();

    public native void setColor(int color);

    public native float getStrokeWidth();

    public native void setStrokeWidth(float width);

    public native Style getStyle();

    public native void setStyle(Style style);

    public enum Style {
        STROKE
    }
}
