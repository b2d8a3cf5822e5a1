// swift-tools-version: 6.0
import PackageDescription

#if os(Linux)
    let core = Target.systemLibrary(name: "CPocketOCR")
#else
    let core = Target.binaryTarget(name: "CPocketOCR", path: "CPocketOCR.xcframework")
#endif

let package = Package(
    name: "PocketOCR",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "PocketOCR", targets: ["PocketOCR"])],
    targets: [
        core,
        .target(name: "PocketOCR", dependencies: ["CPocketOCR"]),
    ]
)
