import PocketOCR
import SwiftUI

/// What was read: a photo under its boxes, the word that was tapped, the text to copy and share.
struct ReadPhotosView: View {
    let photos: [ReadPhoto]

    @State private var index = 0
    @State private var showsText = false
    @State private var isTextShown = false
    @State private var selected: Page.Word?

    private var photo: ReadPhoto { photos[index] }
    private var text: String { photos.map(\.page.text).joined(separator: "\n\n") }

    var body: some View {
        VStack(spacing: 8) {
            PhotoView(photo: photo, showsText: showsText, selected: $selected)
                .id(photo.id)
            if photos.count > 1 {
                Stepper(
                    "Page \(index + 1) of \(photos.count)", value: $index, in: 0...photos.count - 1
                )
                .padding(.horizontal)
            }
            caption
                .font(.footnote)
                .foregroundStyle(.secondary)
                .padding(.horizontal)
        }
        .onChange(of: index) { selected = nil }
        .toolbar {
            ToolbarItemGroup(placement: .bottomBar) {
                Toggle("Text over the photo", systemImage: "character.textbox", isOn: $showsText)
                Spacer()
                Button("Text", systemImage: "text.alignleft") { isTextShown = true }
                Spacer()
                Button("Copy", systemImage: "doc.on.doc") { UIPasteboard.general.string = text }
                    .disabled(text.isEmpty)
                ShareLink(item: text)
                    .disabled(text.isEmpty)
            }
        }
        .sheet(isPresented: $isTextShown) { TextSheet(text: text) }
    }

    @ViewBuilder private var caption: some View {
        if let selected {
            let sure = (Double(selected.confidence) / 1000).formatted(.percent)
            Text("“\(selected.text)”, \(sure) sure")
                .textSelection(.enabled)
        } else if photo.page.words.isEmpty {
            Text("No text was found. \(photo.times.sentence)")
        } else {
            Text("\(photo.page.words.count) words. \(photo.times.sentence)")
        }
    }
}

/// All text, to be selected and read at leisure.
private struct TextSheet: View {
    let text: String

    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            ScrollView {
                Text(text)
                    .textSelection(.enabled)
                    .frame(maxWidth: .infinity, alignment: .leading)
                    .padding()
            }
            .navigationTitle("Text")
            .navigationBarTitleDisplayMode(.inline)
            .toolbar { Button("Done") { dismiss() } }
        }
    }
}

#Preview {
    TextSheet(text: "Total 12.50\n\nThank you")
}
