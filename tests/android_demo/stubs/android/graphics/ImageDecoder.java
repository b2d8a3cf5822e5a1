package android.graphics;

import android.content.ContentResolver;
import android.net.Uri;
import android.util.Size;
import java.io.IOException;

public final class ImageDecoder implements AutoCloseable {
    public static final int ALLOCATOR_SOFTWARE = 1;

    private ImageDecoder() {}

    public static native Source createSource(ContentResolver cr, Uri uri);

    public static native Bitmap decodeBitmap(Source src, OnHeaderDecodedListener listener)
            throws IOException;

    @Override
    public native void close();

    public native void setAllocator(int allocator);

    public native int getAllocator();

    public native void setTargetSize(int width, int height);

    public static class ImageInfo {
        private ImageInfo() {}

        public native Size getSize();
    }

    public interface OnHeaderDecodedListener {
        void onHeaderDecoded(ImageDecoder decoder, ImageInfo info, Source source);
    }

    public abstract static class Source {
        private Source() {}
    }
}
