package android.graphics;

import android.os.Parcelable;

public final class Rect implements Parcelable {}
