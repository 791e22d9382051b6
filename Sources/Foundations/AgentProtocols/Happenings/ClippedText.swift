import Digests

/// The beginning of a text that may be long; all of it is in the stream that was kept.
///
/// So a happening is small whatever an agent prints, and hundreds of them can wait for a reader.
package struct ClippedText: Hashable, Sendable {
    package static let bytesMax = 16_384

    package let text: String
    /// How long the whole is, in UTF-8.
    package let wholeBytes: Int

    package init(_ whole: String) {
        wholeBytes = whole.utf8.count
        guard wholeBytes > Self.bytesMax else {
            text = whole
            return
        }
        // Cut between scalars: half of one would become a replacement character.
        var end = whole.utf8.index(whole.utf8.startIndex, offsetBy: Self.bytesMax)
        while end.samePosition(in: whole.unicodeScalars) == nil {
            end = whole.utf8.index(before: end)
        }
        text = String(whole[..<end])
    }

    /// A document's text; nothing for `null`.
    package init(_ json: JSONValue?) {
        guard let json, !json.isNull else {
            self.init("")
            return
        }
        self.init(json.stringValue ?? json.canonicalText)
    }

    package var isWhole: Bool { text.utf8.count == wholeBytes }
}
