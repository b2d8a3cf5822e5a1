// swift-tools-version: 6.0
import PackageDescription

// The core is built by CMake everywhere, not by SwiftPM: that would need -ffp-contract=off, without
// which phones compute other digits than the reference, and SwiftPM refuses such flags in packages
// that others depend on. Apple's platforms take a framework that a script builds, OpenCV included;
// Linux, where the package's tests run, takes the same static libraries and the system's OpenCV.
#if os(Linux)
let core = Target.systemLibrary(name: "CPocketOCR")
let host: [Target] = [
    .executableTarget(name: "pocketocr-host", dependencies: ["PocketOCR", "PocketOCRParity"])
]
let libraries = ["opencv_imgproc", "opencv_core", "stdc++"]
#else
let core = Target.binaryTarget(name: "CPocketOCR", path: "CPocketOCR.xcframework")
let host: [Target] = []
let libraries = ["c++"]
#endif

let package = Package(
    name: "PocketOCR",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "PocketOCR", targets: ["PocketOCR"]),
        .library(name: "PocketOCRParity", targets: ["PocketOCRParity"]),
    ],
    targets: host + [
        core,
        .target(
            name: "PocketOCR", dependencies: ["CPocketOCR"],
            linkerSettings: libraries.map { .linkedLibrary($0) }),
        .target(name: "PocketOCRParity", dependencies: ["PocketOCR", "CPocketOCR"]),
        .testTarget(name: "PocketOCRTests", dependencies: ["PocketOCR"]),
    ]
)
