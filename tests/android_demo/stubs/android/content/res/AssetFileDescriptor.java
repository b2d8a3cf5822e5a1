package android.content.res;

import android.os.Parcelable;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;

public class AssetFileDescriptor implements Parcelable, Closeable {
    private AssetFileDescriptor() {}

    @Override
    public native void close() throws IOException;

    public native FileDescriptor getFileDescriptor();

    public native long getLength();

    public native long getStartOffset();
}
