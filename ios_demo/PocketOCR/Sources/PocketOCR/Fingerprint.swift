import Foundation

#if canImport(CryptoKit)
import CryptoKit
#endif

/// A file that a manifest names, with its SHA-256.
struct CheckedFile {
    let name: String
    let sha256: String

    /// Its bytes. Throws ``PocketOCRError/bundle(_:)`` if they are not those that were exported.
    func checkedBytes(in folder: URL) throws -> Data {
        let file = folder.appendingPathComponent(name)
        let found = try contents(of: file)
        guard hexSHA256(found) == sha256 else { throw changed(file) }
        return found
    }
}

extension ModelBundle.Model {
    /// Checks that the model's file is the one that was exported.
    ///
    /// A file that is not there passes: in an app an `.mlpackage` has become an `.mlmodelc`, which
    /// differs with each version of Xcode, and to load it fails by itself if it is damaged.
    ///
    /// - Throws: ``PocketOCRError/bundle(_:)``.
    func verify() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return
        }
        let found =
            try isFolder.boolValue ? fingerprint(ofPackage: url) : hexSHA256(contents(of: url))
        if found != sha256 { throw changed(url) }
    }
}

/// SHA-256 of the lines `SHA-256  PATH\n` of a folder's files, sorted by path.
private func fingerprint(ofPackage folder: URL) throws -> String {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let files = paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        .filter { path in
            var isFolder: ObjCBool = false
            let full = folder.appendingPathComponent(path).path
            return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    let lines = try files.map { path in
        try "\(hexSHA256(contents(of: folder.appendingPathComponent(path))))  \(path)\n"
    }
    return hexSHA256(Data(lines.joined().utf8))
}

/// Bytes of a bundle's file. Throws ``PocketOCRError/bundle(_:)``.
func contents(of file: URL) throws -> Data {
    do {
        return try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
        throw PocketOCRError.bundle("\(file.path) cannot be read: export or copy the bundle anew")
    }
}

/// The error for a file that is not the one that was exported.
func changed(_ file: URL) -> PocketOCRError {
    .bundle("\(file.path) was changed or is damaged: export or copy the bundle anew")
}

/// SHA-256 in hex.
func hexSHA256(_ data: Data) -> String {
    SHA256.hash(data: data).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 2 ? digits : "0" + digits
    }.joined()
}
