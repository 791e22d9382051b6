/// Where a link of a report may lead: to a page, a mail address, a file or an anchor.
struct ReportTarget {
    /// The address with everything written as `%XX` that could end it or be read as a mark.
    let address: String

    /// - Returns: `nil` for what a reader is not to be led to, such as a script.
    init?(_ text: String) {
        guard !text.isEmpty, text.unicodeScalars.allSatisfy(\.isVisible), Self.isAllowed(text)
        else { return nil }
        var address = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                address.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where Self.kept.contains(byte):
                address.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                address += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        self.address = address
    }

    private static let kept = Set("-._~:/?#@!$&+,;=%".utf8)

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
