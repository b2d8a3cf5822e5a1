package android.content.res;

import android.util.DisplayMetrics;

public class Resources {
    private Resources() {}

    public native DisplayMetrics getDisplayMetrics();

    public native String getQuantityString(int id, int quantity, Object... formatArgs);

    public native String getString(int id);
}
