package android.view;

import android.os.Parcelable;

public abstract class InputEvent implements Parcelable {
    InputEvent() {}
}
