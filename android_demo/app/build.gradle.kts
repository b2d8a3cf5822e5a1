plugins {
    alias(libs.plugins.android.application)
}

val repository: Directory = rootProject.layout.projectDirectory.dir("..")

android {
    namespace = "com.pocketocr.demo"
    compileSdk = libs.versions.sdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        applicationId = "com.pocketocr.demo"
        minSdk = libs.versions.minSdk.get().toInt()
        targetSdk = libs.versions.sdk.get().toInt()
        versionCode = 1
        versionName =
            providers
                .fileContents(repository.file("contract/version.py"))
                .asText
                .get()
                .substringAfter("VERSION = \"")
                .substringBefore('"')
    }

    androidResources {
        // Mapped into memory straight from the APK, which compressed files cannot be.
        noCompress += "tflite"
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }

    packaging {
        // LiteRT's GPU accelerator: the interpreter runs on the CPU.
        jniLibs.excludes += "**/libLiteRtClGlAccelerator.so"
    }

    compileOptions {
        sourceCompatibility = JavaVersion.toVersion(libs.versions.java.get())
        targetCompatibility = JavaVersion.toVersion(libs.versions.java.get())
    }
}

val copyBundle =
    tasks.register<CopyAssets>("copyBundle") {
        bundle = repository.dir("pocket_ocr/bundle")
        // For tests and for people.
        without.addAll("goldens.safetensors", "README.md")
    }

androidComponents {
    onVariants { variant ->
        variant.sources.assets?.addGeneratedSourceDirectory(copyBundle, CopyAssets::assets)
    }
}

dependencies {
    implementation(project(":pocketocr"))
}
