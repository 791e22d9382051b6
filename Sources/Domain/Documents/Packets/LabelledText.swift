import MarkupKit
import Model

/// Text that starts with a name and a colon: `What: …`, `**What**: …`, `**What:** …`.
struct LabelledText {
    let label: String
    /// What follows the colon, without blanks around it.
    let rest: String

    /// Reads the label where the text has one; `nil` for any other text.
    ///
    /// A colon within a word or within code makes no label, so that addresses and times are none.
    init?(_ text: String) {
        let scalars = text.unicodeScalars
        guard let colon = scalars.firstIndex(of: ":") else { return nil }
        let label = Substring(scalars[..<colon])
        let after = scalars.index(after: colon)
        let endsWord = after == scalars.endIndex || scalars[after].properties.isWhitespace
        // `TASK_ID:P07-B4` is meant as a label too.
        guard endsWord || Self.isCapitals(label), !label.contains("`"), label.utf8.count <= 80
        else {
            return nil
        }
        let name = PacketText.line(String(label))
        guard !name.isEmpty else { return nil }
        self.label = name
        rest = String(PacketText.trimmed(Substring(scalars[after...])))
    }

    private static func isCapitals(_ label: Substring) -> Bool {
        label.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}
