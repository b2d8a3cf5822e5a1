package android.annotation;

/** Stands for the annotations of the SDK's own jar: Kotlin then asks for a check of null. */
public @interface Nullable {}
