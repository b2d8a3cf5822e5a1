package android.graphics;

import android.annotation.Nullable;
import java.io.InputStream;

public class BitmapFactory {
    public static @Nullable native Bitmap decodeStream(
            @Nullable InputStream is, @Nullable Rect outPadding, @Nullable Options opts);

    public static class Options {
        public boolean inJustDecodeBounds;
        public int inSampleSize;
        public int outHeight;
        public int outWidth;
    }
}
