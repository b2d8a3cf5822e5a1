package android.os;

import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;

public class ParcelFileDescriptor implements Parcelable, Closeable {
    private ParcelFileDescriptor() {}

    public static native ParcelFileDescriptor open(File file, int mode)
            throws FileNotFoundException;

    public static native int parseMode(String mode);

    @Override
    public native void close() throws IOException;
}
