import SwiftUI

/// Photo in, text out: what an app does with the PocketOCR package, and no more.
@main
struct PocketOCRDemoApp: App {
    @State private var session = ReadingSession()

    var body: some Scene {
        WindowGroup {
            ContentView(session: session)
        }
    }
}
