package android.content;

import android.annotation.Nullable;
import android.content.res.AssetManager;
import android.content.res.Resources;
import java.io.File;

public class ContextWrapper extends Context {
    public ContextWrapper(Context base) {}

    @Override
    public native AssetManager getAssets();

    @Override
    public native File getCacheDir();

    @Override
    public native ContentResolver getContentResolver();

    @Override
    public @Nullable native File getExternalFilesDir(@Nullable String type);

    @Override
    public native String getPackageName();

    @Override
    public native Resources getResources();

    @Override
    public native void startActivity(Intent intent);
}
