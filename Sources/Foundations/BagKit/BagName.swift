// The normal form is needed by name rules alone, and the standard library, which compares strings
// by it, offers it under this name.
@_spi(_Unicode) import Swift

/// The path of a file in a bag, relative to the bag: `data/reports/report.md`.
///
/// Narrower than BagIt asks for, so that each name means the same to `sha256sum`, to every reader
/// of manifests (which differ in what they escape) and on every file system.
package struct BagName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    private static let partBytesMax = 200
    private static let bytesMax = 1000

    package init(_ text: String) throws(BagError) {
        if let fault = Self.fault(in: text) { throw .badName(name: text.shown, fault: fault) }
        self.text = text
    }

    package var description: String { text }

    /// Whether the file belongs to the payload.
    package var isPayload: Bool { text.hasPrefix("data/") }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Two names that a file system which does not tell case apart takes for one are alike.
    var folded: String { text.lowercased() }

    /// The first thing that is wrong with a name, as the end of a sentence.
    package static func fault(in text: String) -> String? {
        guard !text.isEmpty else { return "it is empty" }
        guard text.utf8.count <= bytesMax else { return "it has more than \(bytesMax) bytes" }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "%": return "it must not have '\(scalar)'"
            default: break
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                return "it must have only characters that are seen"
            default: continue
            }
        }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty { return "it must not begin or end with '/', or have '//'" }
            if part == "." || part == ".." { return "it must not have '\(part)' as a part" }
            if part.utf8.count > partBytesMax {
                return "a part of it has more than \(partBytesMax) bytes"
            }
            if part.first == " " || part.last == " " {
                return "no part of it may begin or end with a space"
            }
        }
        guard !text.hasSuffix(DurableFile.unfinished) else {
            return "'\(DurableFile.unfinished)' ends the names of files that are being written"
        }
        guard String(String.UnicodeScalarView(text._nfc)).utf8.elementsEqual(text.utf8) else {
            return "it must be in the composed form of Unicode (NFC)"
        }
        return nil
    }
}

extension String {
    /// The text without what would move a cursor, cut where it is long.
    var shown: String {
        String(
            String.UnicodeScalarView(unicodeScalars.prefix(200).map { $0.value < 0x20 ? "?" : $0 })
        )
    }
}
