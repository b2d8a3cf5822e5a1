import PhotosUI
import SwiftUI
import VisionKit

struct ContentView: View {
    let session: ReadingSession

    @State private var picked: PhotosPickerItem?
    @State private var isScanning = false

    var body: some View {
        NavigationStack {
            content
                .navigationTitle("Pocket OCR")
                .navigationBarTitleDisplayMode(.inline)
                .toolbar {
                    ToolbarItemGroup(placement: .topBarTrailing) {
                        PhotosPicker(selection: $picked, matching: .images) {
                            Label("Pick a photo", systemImage: "photo")
                        }
                        Button("Scan pages", systemImage: "camera") { isScanning = true }
                            .disabled(!VNDocumentCameraViewController.isSupported)
                    }
                }
        }
        .onChange(of: picked) { _, item in
            guard let item else { return }
            picked = nil
            session.read { [try await photo(item)] }
        }
        .fullScreenCover(isPresented: $isScanning) {
            DocumentCamera { result in
                isScanning = false
                switch result {
                case .success(let images): if !images.isEmpty { session.read { images } }
                case .failure(let error): session.fail(error)
                }
            }
            .ignoresSafeArea()
        }
    }

    @ViewBuilder private var content: some View {
        switch session.state {
        case .empty:
            ContentUnavailableView(
                "No page yet", systemImage: "doc.text.viewfinder",
                description: Text("Pick a photo of printed text, or scan a page. It stays here."))
        case .reading(let share):
            VStack(spacing: 16) {
                ProgressView("Reading", value: share)
                Button("Cancel", role: .cancel) { session.cancel() }
            }
            .padding(24)
        case .read(let photos):
            ReadPhotosView(photos: photos)
                .id(photos.first?.id)
        case .failed(let sentence):
            ContentUnavailableView(
                "Not read", systemImage: "exclamationmark.triangle", description: Text(sentence))
        }
    }
}

/// The picked photo; the Photos app hands it over, so that no permission is needed.
private func photo(_ item: PhotosPickerItem) async throws -> UIImage {
    guard let data = try await item.loadTransferable(type: Data.self),
        let image = UIImage(data: data)
    else { throw CannotDecode() }
    return image
}

private struct CannotDecode: LocalizedError {
    var errorDescription: String? { "This photo cannot be decoded; pick another one." }
}

#Preview {
    ContentView(session: ReadingSession())
}
