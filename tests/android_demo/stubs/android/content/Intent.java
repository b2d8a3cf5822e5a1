package android.content;

import android.annotation.Nullable;
import android.net.Uri;
import android.os.Parcelable;

public class Intent implements Parcelable {
    public static final String ACTION_OPEN_DOCUMENT = "android.intent.action.OPEN_DOCUMENT";
    public static final String ACTION_SEND = "android.intent.action.SEND";
    public static final String CATEGORY_OPENABLE = "android.intent.category.OPENABLE";
    public static final String EXTRA_TEXT = "android.intent.extra.TEXT";
    public static final int FLAG_GRANT_WRITE_URI_PERMISSION = 2;

    public Intent(String action) {}

    public static native Intent createChooser(Intent target, CharSequence title);

    public native Intent addCategory(String category);

    public native Intent addFlags(int flags);

    public @Nullable native Uri getData();

    public native Intent putExtra(String name, Parcelable value);

    public native Intent putExtra(String name, @Nullable String value);

    public native Intent setType(@Nullable String type);
}
