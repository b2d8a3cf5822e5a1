package android.content;

public class ClipboardManager extends android.text.ClipboardManager {
    private ClipboardManager() {}

    public native void setPrimaryClip(ClipData clip);
}
