package android.widget;

import android.annotation.Nullable;
import android.content.Context;
import android.util.AttributeSet;
import android.view.View;

public class TextView extends View {
    public TextView(Context context, @Nullable AttributeSet attrs) {
        super(context, attrs);
    }

    public native CharSequence getText();

    public final native void setText(CharSequence text);
}
