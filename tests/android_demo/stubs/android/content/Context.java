package android.content;

import android.annotation.Nullable;
import android.content.res.AssetManager;
import android.content.res.Resources;
import java.io.File;

public abstract class Context {
    public abstract AssetManager getAssets();

    public abstract File getCacheDir();

    public final native int getColor(int id);

    public abstract ContentResolver getContentResolver();

    public abstract @Nullable File getExternalFilesDir(@Nullable String type);

    public abstract String getPackageName();

    public abstract @Nullable Resources getResources();

    public final native String getString(int resId);

    public final native String getString(int resId, Object... formatArgs);

    public final native <T> T getSystemService(Class<T> serviceClass);

    public abstract void startActivity(Intent intent);
}
