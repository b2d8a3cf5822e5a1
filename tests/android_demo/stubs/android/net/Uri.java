package android.net;

import android.os.Parcelable;
import java.io.File;

public abstract class Uri implements Parcelable {
    private Uri() {}

    public static native Uri fromFile(File file);

    public static native Uri parse(String uriString);
}
