import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    alias(libs.plugins.android.library)
}

// com.pocketocr:pocketocr, for apps that include this build.
group = "com.pocketocr"

android {
    namespace = "com.pocketocr"
    compileSdk = libs.versions.sdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        minSdk = libs.versions.minSdk.get().toInt()
        consumerProguardFiles("consumer-rules.pro")
        testInstrumentationRunner = "androidx.test.runner.AndroidJUnitRunner"
        ndk {
            abiFilters += listOf("arm64-v8a", "x86_64")
        }
        externalNativeBuild {
            cmake {
                // In debug builds of an app too: without optimisation a page takes many times as long.
                arguments += listOf("-DANDROID_STL=c++_static", "-DCMAKE_BUILD_TYPE=Release")
            }
        }
    }

    externalNativeBuild {
        cmake {
            path = file("src/main/cpp/CMakeLists.txt")
            version = libs.versions.cmake.get()
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.toVersion(libs.versions.java.get())
        targetCompatibility = JavaVersion.toVersion(libs.versions.java.get())
    }
}

kotlin {
    explicitApi()
    compilerOptions {
        languageVersion = KotlinVersion.fromVersion(libs.versions.kotlinLanguage.get())
        apiVersion = languageVersion
    }
}

dependencies {
    implementation(libs.litert) {
        // They fetch models from Play; the interpreter needs none of them.
        exclude(group = "com.google.android.play")
        exclude(group = "com.google.android.gms")
    }

    androidTestImplementation(libs.junit)
    androidTestImplementation(libs.androidx.test.runner)
    androidTestImplementation(libs.androidx.test.junit)
}
