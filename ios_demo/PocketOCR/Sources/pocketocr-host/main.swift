// Reads the corpus on a machine without Core ML: `pocketocr-host BUNDLE CORPUS OUTPUT RUNTIME`.
//
// Writes what was read on page NAME to OUTPUT/NAME.json, without the lexicon to
// OUTPUT/NAME.plain.json, and OUTPUT/report.json for `python -m parity --runner report --from`.
// The net runs in the program that starts this one.
import Foundation
import PocketOCR
import PocketOCRParity

func readCorpus(bundle folder: URL, corpus data: URL, output: URL, runtime: String) async throws {
    let bundle = try ModelBundle(at: folder)
    let reader = try PageReader(bundle: bundle) { _ in PipeNet() }
    let plain = try PageReader(bundle: bundle, lexicon: false) { _ in PipeNet() }
    let corpus = try ParityCorpus(bundle: folder, corpus: data, model: reader.model)
    try corpus.answer(PipeNet())
    let encoder = JSONEncoder()
    for (index, each) in corpus.pages.enumerated() {
        let page = try await reader.read(each.image)
        let unaided = try await plain.read(each.image)
        for (name, found) in [(each.name, page), ("\(each.name).plain", unaided)] {
            try encoder.encode(found).write(to: output.appendingPathComponent("\(name).json"))
        }
        try corpus.read(index, page)
    }
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    try corpus.report(runtime: runtime, device: "a host, \(system)")
        .write(to: output.appendingPathComponent("report.json"))
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 4 else {
    FileHandle.standardError.write(
        Data("usage: pocketocr-host BUNDLE CORPUS OUTPUT RUNTIME\n".utf8))
    exit(2)
}
signal(SIGPIPE, SIG_IGN)  // writing to a program that has ended fails instead
let folders = arguments.prefix(3).map { URL(fileURLWithPath: $0, isDirectory: true) }
do {
    try await readCorpus(
        bundle: folders[0], corpus: folders[1], output: folders[2], runtime: arguments.last!)
} catch {
    FileHandle.standardError.write(Data("pocketocr-host: \(error)\n".utf8))
    exit(1)
}
