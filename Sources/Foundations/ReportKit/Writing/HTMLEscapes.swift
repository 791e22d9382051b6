extension String {
    /// The text within an element or a quoted attribute.
    package var html: String {
        // Most of a page is such text; its letters need not be looked up.
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) && !Self.isActive($0) }) { return self }
        let text = visible
        guard text.utf8.contains(where: { Self.isActive($0) }) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "\""): result += "&quot;".utf8
            case UInt8(ascii: "'"): result += "&#39;".utf8
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isActive(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }
}

extension ReportText {
    /// The text as HTML within a line.
    package var html: String {
        if runs.count == 1, case .plain(let text) = runs[0] { return text.html }
        return runs.map { run in
            switch run {
            case .plain(let text): text.html
            case .strong(let text): "<strong>\(text.html)</strong>"
            case .code(let text): "<code>\(text.html)</code>"
            case .link(let text, let target): Self.link(text, target)
            }
        }.joined()
    }

    private static func link(_ text: String, _ target: String) -> String {
        guard let found = ReportTarget(target) else { return "\(text.html) (\(target.html))" }
        return "<a href=\"\(found.address.html)\" rel=\"noopener noreferrer nofollow\">"
            + "\(text.html)</a>"
    }
}
