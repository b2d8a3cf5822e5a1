package android.app;

import android.annotation.Nullable;
import android.content.Intent;
import android.os.Bundle;
import android.view.ContextThemeWrapper;
import android.view.View;

public class Activity extends ContextThemeWrapper {
    public static final int RESULT_OK = -1;

    protected native void onCreate(@Nullable Bundle savedInstanceState);

    protected native void onStart();

    protected native void onStop();

    protected native void onActivityResult(int requestCode, int resultCode, @Nullable Intent data);

    public native void setContentView(int layoutResID);

    public native <T extends View> T findViewById(int id);

    public final native Application getApplication();

    public native void startActivityForResult(Intent intent, int requestCode);
}
