import UIKit

public final class VNDocumentCameraScan: NSObject {
    public var pageCount: Int { 0 }

    public func imageOfPage(at index: Int) -> UIImage { fatalError() }
}

public protocol VNDocumentCameraViewControllerDelegate: NSObjectProtocol {
    func documentCameraViewController(
        _ controller: VNDocumentCameraViewController, didFinishWith scan: VNDocumentCameraScan)
    func documentCameraViewControllerDidCancel(_ controller: VNDocumentCameraViewController)
    func documentCameraViewController(
        _ controller: VNDocumentCameraViewController, didFailWithError error: any Error)
}

public final class VNDocumentCameraViewController: UIViewController {
    public static var isSupported: Bool { false }

    public weak var delegate: (any VNDocumentCameraViewControllerDelegate)?
}
