import MarkupKit

/// The parts of a document that a link can lead to: of a Markdown page its headings, as GitHub
/// names them, and what HTML in it names; of any file its lines.
package struct DocumentAnchors: Sendable {
    private var names: Set<String> = []
    private let lineCount: Int

    /// Reads a file; one that can't be read as Markdown has lines only.
    ///
    /// - Parameter name: Tells by its ending whether it is Markdown.
    package init(of bytes: [UInt8], called name: String) {
        lineCount =
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .count
        let ending = name.lowercased().split(separator: ".").last
        guard ending == "md" || ending == "markdown" else { return }
        var limits = MarkupLimits()
        limits.bytesMax = 4 << 20
        do throws(MarkupError) {
            read(try MarkupDocument(parsing: bytes, limits: limits).blocks)
        } catch {
            // A page that can't be read has no parts that are known.
            return
        }
    }

    /// Whether there is such a part: `the-part`, `L10` or `L10-L20`.
    package func has(_ anchor: String) -> Bool {
        if names.contains(anchor) { return true }
        let ends = anchor.split(separator: "-", omittingEmptySubsequences: false)
        let lines = ends.compactMap { end -> Int? in
            end.first == "L" ? Int(end.dropFirst()) : nil
        }
        guard lines.count == ends.count, (1...2).contains(lines.count) else { return false }
        return lines.allSatisfy { $0 >= 1 && $0 <= lineCount }
    }

    private mutating func read(_ blocks: [MarkupBlock]) {
        for block in blocks {
            switch block.kind {
            case .heading(_, let text):
                add(Self.slug(of: text.plain))
                readHTML(text)
            case .paragraph(let text): readHTML(text)
            case .list(_, let items): for item in items { read(item.blocks) }
            case .quote(let inner): read(inner)
            case .html(let html): names.formUnion(Self.ids(in: html))
            case .code, .rule: continue
            }
        }
    }

    private mutating func readHTML(_ text: MarkupText) {
        for run in text.runs where run.style.contains(.html) {
            names.formUnion(Self.ids(in: run.text))
        }
    }

    /// A second heading of a name has `-1` after it, as GitHub does it.
    private mutating func add(_ slug: String) {
        guard names.contains(slug) else {
            names.insert(slug)
            return
        }
        var number = 1
        while names.contains("\(slug)-\(number)") { number += 1 }
        names.insert("\(slug)-\(number)")
    }

    /// A heading as GitHub names it: letters, digits, `-` and `_`, blanks as `-`, in lower case.
    private static func slug(of heading: String) -> String {
        var slug = ""
        for scalar in heading.lowercased().unicodeScalars {
            switch scalar {
            case " ": slug += "-"
            case "-", "_": slug.unicodeScalars.append(scalar)
            default:
                let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                if isWord { slug.unicodeScalars.append(scalar) }
            }
        }
        return slug
    }

    /// The values of `id` and `name` in tags.
    private static func ids(in html: String) -> Set<String> {
        var ids: Set<String> = []
        for mark in ["id=", "name="] {
            var rest = html[...]
            while let range = rest.firstRange(of: mark) {
                let before = rest[..<range.lowerBound].last
                rest = rest[range.upperBound...]
                guard before?.isWhitespace == true, let quote = rest.first,
                    quote == "\"" || quote == "'"
                else { continue }
                let value = rest.dropFirst().prefix { $0 != quote }
                ids.insert(String(value))
            }
        }
        return ids
    }
}
