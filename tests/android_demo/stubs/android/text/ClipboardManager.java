package android.text;

public abstract class ClipboardManager {}
