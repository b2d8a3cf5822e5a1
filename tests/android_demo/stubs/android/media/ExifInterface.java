package android.media;

import android.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;

public class ExifInterface {
    public static final int ORIENTATION_FLIP_HORIZONTAL = 2;
    public static final int ORIENTATION_FLIP_VERTICAL = 4;
    public static final int ORIENTATION_NORMAL = 1;
    public static final int ORIENTATION_ROTATE_180 = 3;
    public static final int ORIENTATION_ROTATE_270 = 8;
    public static final int ORIENTATION_ROTATE_90 = 6;
    public static final int ORIENTATION_TRANSPOSE = 5;
    public static final int ORIENTATION_TRANSVERSE = 7;
    public static final String TAG_ORIENTATION = "Orientation";

    public ExifInterface(InputStream inputStream) throws IOException {}

    public ExifInterface(String filename) throws IOException {}

    public native int getAttributeInt(String tag, int defaultValue);

    public native void saveAttributes() throws IOException;

    public native void setAttribute(String tag, @Nullable String value);
}
