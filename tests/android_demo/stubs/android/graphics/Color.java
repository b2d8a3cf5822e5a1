package android.graphics;

public class Color {
    public static final int BLACK = 0xFF000000;
    public static final int BLUE = 0xFF0000FF;
    public static final int CYAN = 0xFF00FFFF;
    public static final int GREEN = 0xFF00FF00;
    public static final int MAGENTA = 0xFFFF00FF;
    public static final int RED = 0xFFFF0000;
    public static final int TRANSPARENT = 0;
    public static final int WHITE = 0xFFFFFFFF;
    public static final int YELLOW = 0xFFFFFF00;

    public static native int argb(int alpha, int red, int green, int blue);

    public static native int red(int color);
}
