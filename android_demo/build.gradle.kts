plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    // Not applied either: the Android plugin compiles Kotlin, with this version of its compiler.
    alias(libs.plugins.kotlin.android) apply false
}
