// Instrumented tests only: what is in here, a corpus of 4 MB among it, is part of no app.
plugins {
    alias(libs.plugins.android.library)
}

android {
    namespace = "com.pocketocr.parity"
    compileSdk = libs.versions.sdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        minSdk = libs.versions.minSdk.get().toInt()
        testInstrumentationRunner = "androidx.test.runner.AndroidJUnitRunner"
        ndk {
            abiFilters += listOf("arm64-v8a", "x86_64")
        }
        externalNativeBuild {
            cmake {
                // Tests run in debug builds: without optimisation a page takes many times as long.
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

    androidResources {
        noCompress += "tflite"
    }

    compileOptions {
        sourceCompatibility = JavaVersion.toVersion(libs.versions.java.get())
        targetCompatibility = JavaVersion.toVersion(libs.versions.java.get())
    }
}

val repository: Directory = rootProject.layout.projectDirectory.dir("..")

val copyCorpus =
    tasks.register<CopyAssets>("copyCorpus") {
        bundle = repository.dir("pocket_ocr/bundle")
        corpus = repository.dir("parity/data")
    }

androidComponents {
    onVariants { variant ->
        variant.sources.assets?.addGeneratedSourceDirectory(copyCorpus, CopyAssets::assets)
    }
}

dependencies {
    implementation(project(":pocketocr"))

    androidTestImplementation(libs.junit)
    androidTestImplementation(libs.androidx.test.runner)
    androidTestImplementation(libs.androidx.test.junit)
}
