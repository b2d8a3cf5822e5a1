package android.os;

public class Build {
    public static final String MANUFACTURER = manufacturer();
    public static final String MODEL = manufacturer();
    public static final String[] SUPPORTED_ABIS = {};

    private static native String manufacturer();

    public static class VERSION {
        public static final String RELEASE = manufacturer();
        public static final int SDK_INT = RELEASE.length();
    }

    public static class VERSION_CODES {
        public static final int P = 28;
        public static final int TIRAMISU = 33;
    }
}
