package android.content;

import android.os.Parcelable;

public final class ContentValues implements Parcelable {}
