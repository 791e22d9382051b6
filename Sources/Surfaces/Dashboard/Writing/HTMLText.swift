import ReportKit

/// HTML that is well formed and harmless by the way it is written: every text and every attribute
/// is escaped, and what could hide, reorder or steer is shown as what it is.
struct HTMLText: Sendable {
    private(set) var text = ""

    /// The most bytes of one text that are shown.
    private static let textBytesMax = 4000

    /// Whether an attribute would mean something else if it were cut.
    private static func isKept(_ name: String) -> Bool {
        switch name {
        case "href", "src", "action", "value", "content": true
        default: false
        }
    }

    /// Opens an element; attributes without a value are left out.
    mutating func open(_ tag: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        text += "<" + tag
        for (name, value) in attributes {
            guard let value else { continue }
            text +=
                " " + name + "=\"" + (Self.isKept(name) ? value : value.cut(Self.textBytesMax)).html
                + "\""
        }
        text += ">"
    }

    mutating func close(_ tag: String) { text += "</" + tag + ">" }

    /// Writes an element around what is written within.
    mutating func element(
        _ tag: String,
        _ attributes: KeyValuePairs<String, String?> = [:],
        _ inner: (inout HTMLText) -> Void
    ) {
        open(tag, attributes)
        inner(&self)
        close(tag)
    }

    /// An element with a text in it, and nothing more.
    mutating func element(_ tag: String, _ content: String) { element(tag, [:], content) }

    /// An element with pieces of text in it, and nothing more.
    mutating func element(_ tag: String, _ content: ReportText) { element(tag, [:], content) }

    /// An element with a text in it.
    mutating func element(
        _ tag: String,
        _ attributes: KeyValuePairs<String, String?>,
        _ content: String
    ) {
        open(tag, attributes)
        write(content)
        close(tag)
    }

    /// An element with pieces of text in it.
    mutating func element(
        _ tag: String,
        _ attributes: KeyValuePairs<String, String?>,
        _ content: ReportText
    ) {
        open(tag, attributes)
        write(content)
        close(tag)
    }

    mutating func write(_ content: String) { text += content.cut(Self.textBytesMax).html }

    mutating func write(_ content: ReportText) {
        let isLong = content.runs.contains { run in
            if case .link(_, let target) = run, target.utf8.count > Self.textBytesMax {
                return true
            }
            return run.text.utf8.count > Self.textBytesMax
        }
        text += isLong ? content.plain.cut(Self.textBytesMax).html : content.html
    }

    /// Lines that are kept as they are; tabs stay.
    mutating func write(line: String) {
        text += line.split(separator: "\t", omittingEmptySubsequences: false)
            .map { String($0).html }.joined(separator: "\t")
    }

    mutating func newline() { text += "\n" }

    /// HTML that one of our own writers has made.
    mutating func append(_ other: HTMLText) { text += other.text }

    /// HTML that stands in this program.
    mutating func append(raw: String) { text += raw }
}

extension String {
    /// The beginning of what is too long, with the size of all of it.
    func cut(_ bytesMax: Int) -> String {
        guard utf8.count > bytesMax else { return self }
        return String(unicodeScalars.prefix(bytesMax / 4)) + "… (\(utf8.count) bytes)"
    }

    /// The text as a name in a page: letters, digits and hyphens.
    var pageName: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    let isPlain =
                        scalar.isASCII
                        && (scalar.properties.isAlphabetic
                            || ("0"..."9").contains(scalar))
                    return isPlain ? scalar : "-"
                }
            )
        )
    }

    /// The text as one part of an address.
    var addressPart: String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
        return result
    }
}
