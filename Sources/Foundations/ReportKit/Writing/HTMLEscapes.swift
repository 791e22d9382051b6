extension String {
    /// The text within an element or a quoted attribute.
    package var html: String {
        let text = visible
        guard text.utf8.contains(where: { Self.isActive($0) }) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
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
