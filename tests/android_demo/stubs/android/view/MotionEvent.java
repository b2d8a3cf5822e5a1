package android.view;

public final class MotionEvent extends InputEvent {
    private MotionEvent() {}

    public native float getX();

    public native float getY();
}
