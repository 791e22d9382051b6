import ReportKit
import Testing
import XMLKit

@Suite("Reports as HTML")
struct HTMLReportTests {
    /// The page as XML; what XML does not know is the line with the document type.
    private func page(_ document: ReportDocument) throws -> XMLElement {
        let html = document.written(as: .html)
        let first = "<!DOCTYPE html>\n"
        try #require(html.hasPrefix(first))
        return try XMLElement.read(Array(html.dropFirst(first.count).utf8))
    }

    private static let known: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "h5",
        "h6", "p", "nav", "ul", "ol", "li", "a", "main", "section", "dl", "div", "dt", "dd",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "label", "input", "pre", "code",
        "strong", "figure", "figcaption", "details", "summary", "footer",
    ]

    @Test("A page is well formed and has known elements only, whatever its texts hold")
    func wellFormed() throws {
        for document in [.sample] + HostileTexts.all.map({ HostileTexts.report(of: $0.text) }) {
            let page = try page(document)
            let names = Set(page.all.map(\.name))
            #expect(names.subtracting(Self.known) == [], "\(document.title.debugDescription)")
        }
    }

    @Test("A hostile text is shown as the text that it is, wherever it stands")
    func shown() throws {
        for (text, shown) in HostileTexts.all {
            let page = try page(HostileTexts.report(of: text))
            let words = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let note: Comment = "\(text.debugDescription)"
            for name in ["title", "h1", "h2", "dt", "dd", "caption", "figcaption", "label"] {
                #expect(page.all.first { $0.name == name }?.text == words, note)
            }
            for name in ["th", "code", "li"] {
                #expect(page.all.contains { $0.name == name && $0.text == words }, note)
            }
        }
    }

    @Test("A page has one first heading, and no level of headings is skipped")
    func headings() throws {
        let levels = try page(.sample).all.compactMap { element in
            element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
        }
        #expect(levels.count { $0 == 1 } == 1)
        #expect(levels.first == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test("Each table has a caption and names its columns and rows")
    func tables() throws {
        let tables = try page(.sample).all.filter { $0.name == "table" }
        #expect(tables.count == 2)
        for table in tables {
            #expect(table["caption"]?.text.isEmpty == false)
            let heads = table["thead"]?["tr"]?.children ?? []
            #expect(!heads.isEmpty && heads.allSatisfy { $0.name == "th" && !$0.text.isEmpty })
            for row in table["tbody"]?.children ?? [] {
                #expect(row.children.count == heads.count)
                #expect(row.children.first?.name == "th")
            }
        }
    }

    @Test("A page asks for nothing from anywhere, and its policy forbids it")
    func noNetwork() throws {
        for document in [.sample] + HostileTexts.all.map({ HostileTexts.report(of: $0.text) }) {
            let html = document.written(as: .html)
            #expect(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline';"))
            for mark in ["<script", "<link", "<img", "<iframe", " src=", "url(", "@import", " on"] {
                // Escaped texts may hold the words; tags may not.
                let tags = html.tags
                #expect(!tags.contains { $0.contains(mark) && !mark.hasPrefix(" ") }, "\(mark)")
                #expect(
                    !tags.contains { mark.hasPrefix(" ") && $0.unquoted.contains(mark) },
                    "\(mark)"
                )
            }
        }
    }

    @Test("Each id is there once, and what refers to one finds it")
    func references() throws {
        let html = ReportDocument.sample.written(as: .html)
        let ids = html.values(of: "id")
        #expect(ids.count == Set(ids).count)
        for reference in html.values(of: "aria-labelledby") { #expect(ids.contains(reference)) }
        for link in html.values(of: "href") where link.hasPrefix("#") {
            #expect(ids.contains(String(link.dropFirst())))
        }
    }
}

extension XMLElement {
    /// The element and all within it, in the order of the text.
    fileprivate var all: [XMLElement] { [self] + children.flatMap(\.all) }
}

extension String {
    /// What stands between `<` and `>`; texts have neither, since both are escaped.
    fileprivate var tags: [String] {
        split(separator: "<").compactMap { part in
            part.contains(">") ? "<" + part.prefix { $0 != ">" } : nil
        }
    }

    /// A tag without the values of its attributes.
    fileprivate var unquoted: String {
        split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    }

    /// The values of an attribute, in the order of the text.
    fileprivate func values(of attribute: String) -> [String] {
        tags.flatMap { tag -> [String] in
            let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
            return parts.indices.dropLast().filter {
                $0.isMultiple(of: 2) && parts[$0].hasSuffix(" \(attribute)=")
            }.map { String(parts[$0 + 1]) }
        }
    }
}
