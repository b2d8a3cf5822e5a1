package android.content;

import android.annotation.Nullable;
import android.net.Uri;
import java.io.FileNotFoundException;
import java.io.InputStream;

public abstract class ContentResolver {
    public ContentResolver(@Nullable Context context) {}

    public final @Nullable native InputStream openInputStream(Uri uri) throws FileNotFoundException;
}
