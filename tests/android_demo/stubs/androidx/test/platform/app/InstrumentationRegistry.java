package androidx.test.platform.app;

import android.app.Instrumentation;
import android.os.Bundle;

public final class InstrumentationRegistry {
    public static native Bundle getArguments();

    public static native Instrumentation getInstrumentation();
}
