package android.content.res;

import android.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;

public final class AssetManager implements AutoCloseable {
    private AssetManager() {}

    @Override
    public native void close();

    public @Nullable native String[] list(String path) throws IOException;

    public native InputStream open(String fileName) throws IOException;

    public native AssetFileDescriptor openFd(String fileName) throws IOException;
}
