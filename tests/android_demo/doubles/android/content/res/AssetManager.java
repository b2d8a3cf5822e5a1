package android.content.res;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** A folder as an app's assets. As on a device, compressed ones cannot be opened as files. */
public final class AssetManager implements AutoCloseable {
    private final File folder;
    private final Set<String> compressed;

    public AssetManager(File folder, Set<String> compressed) {
        this.folder = folder;
        this.compressed = compressed;
    }

    public String[] list(String path) {
        String[] names = new File(folder, path).list();
        return names == null ? new String[0] : names;
    }

    public InputStream open(String path) throws IOException {
        return new FileInputStream(new File(folder, path));
    }

    public AssetFileDescriptor openFd(String path) throws IOException {
        File file = new File(folder, path);
        String name = file.getName();
        if (!file.exists() || compressed.contains(name.substring(name.lastIndexOf('.') + 1))) {
            throw new FileNotFoundException(path);
        }
        return new AssetFileDescriptor(file);
    }

    @Override
    public void close() {}
}
