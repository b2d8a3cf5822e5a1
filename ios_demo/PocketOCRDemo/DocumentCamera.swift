import SwiftUI
import VisionKit

/// The system's document camera: finds the sheet, straightens it, takes any number of pages.
struct DocumentCamera: UIViewControllerRepresentable {
    /// Called once: with the pages, none if the user cancelled, or with what went wrong.
    let completion: (Result<[UIImage], any Error>) -> Void

    func makeUIViewController(context: Context) -> VNDocumentCameraViewController {
        let camera = VNDocumentCameraViewController()
        camera.delegate = context.coordinator
        return camera
    }

    func updateUIViewController(_ camera: VNDocumentCameraViewController, context: Context) {}

    func makeCoordinator() -> Coordinator {
        Coordinator(completion: completion)
    }

    @MainActor
    final class Coordinator: NSObject, @preconcurrency VNDocumentCameraViewControllerDelegate {
        private let completion: (Result<[UIImage], any Error>) -> Void

        init(completion: @escaping (Result<[UIImage], any Error>) -> Void) {
            self.completion = completion
        }

        func documentCameraViewController(
            _ controller: VNDocumentCameraViewController, didFinishWith scan: VNDocumentCameraScan
        ) {
            completion(.success((0..<scan.pageCount).map { scan.imageOfPage(at: $0) }))
        }

        func documentCameraViewControllerDidCancel(_ controller: VNDocumentCameraViewController) {
            completion(.success([]))
        }

        func documentCameraViewController(
            _ controller: VNDocumentCameraViewController, didFailWithError error: any Error
        ) {
            completion(.failure(error))
        }
    }
}
