package android.os;

import android.annotation.Nullable;

public class BaseBundle {
    BaseBundle() {}

    public @Nullable native String getString(@Nullable String key);
}
