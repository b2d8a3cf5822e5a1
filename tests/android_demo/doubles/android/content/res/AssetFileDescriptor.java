package android.content.res;

import java.io.Closeable;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/** A file somewhere within another one, as assets lie within an APK. */
public class AssetFileDescriptor implements Closeable {
    private static final byte[] BEFORE = new byte[4099];
    private static final byte[] AFTER = {1, 2, 3};

    private final FileInputStream stream;
    private final long length;

    AssetFileDescriptor(File file) throws IOException {
        File apk = File.createTempFile("asset", ".apk");
        apk.deleteOnExit();
        try (OutputStream written = Files.newOutputStream(apk.toPath())) {
            written.write(BEFORE);
            Files.copy(file.toPath(), written);
            written.write(AFTER);
        }
        stream = new FileInputStream(apk);
        length = file.length();
    }

    public FileDescriptor getFileDescriptor() throws IOException {
        return stream.getFD();
    }

    public long getStartOffset() {
        return BEFORE.length;
    }

    public long getLength() {
        return length;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
