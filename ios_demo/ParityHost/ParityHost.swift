import SwiftUI

/// The empty app that parity tests run in. It does not link PocketOCR, so that the tests' copy of
/// it is the only one in the process.
@main
struct ParityHost: App {
    var body: some Scene {
        WindowGroup {
            Text("Parity tests run in this app.")
        }
    }
}
