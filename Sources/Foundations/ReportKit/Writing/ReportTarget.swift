/// Where a link of a report may lead: to a page, a mail address, a file or an anchor.
struct ReportTarget {
    /// The address with everything written as `%XX` that could end it or be read as a mark.
    let address: String

    /// - Returns: `nil` for what a reader is not to be led to, such as a script.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { Self.isKept($0) }
        guard !text.isEmpty, isPlain || text.unicodeScalars.allSatisfy(\.isVisible),
            Self.isAllowed(text)
        else { return nil }
        address = isPlain ? text : Self.escaped(text)
    }

    private static func escaped(_ text: String) -> String {
        var address = ""
        for byte in text.utf8 {
            if isKept(byte) {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                address += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
        return address
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: kept.utf8.contains(byte)
        }
    }

    private static let kept = "-._~:/?#@!$&+,;=%"

    /// A scheme that is known, or none: a colon before the first slash would be one.
    ///
    /// By bytes: a mark that joins the one before it must not hide it.
    private static func isAllowed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let lowered = Array(text.lowercased().utf8)
        for scheme in ["http://", "https://", "mailto:"] where lowered.starts(with: scheme.utf8) {
            return true
        }
        // Two slashes would lead to another host, and so would backslashes in a browser.
        guard !bytes.starts(with: "//".utf8), !bytes.contains(UInt8(ascii: "\\")) else {
            return false
        }
        let head = bytes.prefix { !"/?#".utf8.contains($0) }
        return !head.contains(UInt8(ascii: ":"))
    }
}
