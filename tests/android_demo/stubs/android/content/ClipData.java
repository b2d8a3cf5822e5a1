package android.content;

import android.os.Parcelable;

public class ClipData implements Parcelable {
    private ClipData() {}

    public static native ClipData newPlainText(CharSequence label, CharSequence text);
}
