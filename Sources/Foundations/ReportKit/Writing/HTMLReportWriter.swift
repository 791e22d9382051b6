import Digests

/// Writes a report as one HTML file that needs nothing else: no script, no font, no network.
///
/// A policy in its head says so to the browser too. Every tag is closed, so that the file is also
/// read as XML.
package struct HTMLReportWriter {
    private var html = ""
    /// How many regions have a name so far; ids are numbers, and come from no text.
    private var regions = 0

    /// What the names of regions begin with.
    private let names: String

    private init(names: String = "t") { self.names = names }

    /// Blocks within a page of somebody else.
    ///
    /// - Parameter names: What the ids begin with, so that they are those of no other fragment.
    package static func fragment(
        _ blocks: [ReportBlock],
        titled title: String,
        names: String
    ) -> String {
        var writer = HTMLReportWriter(names: names)
        for block in blocks { writer.write(block, in: title) }
        return writer.html
    }

    /// The whole file; it ends with a newline.
    package static func write(_ document: ReportDocument) -> String {
        var writer = HTMLReportWriter()
        writer.head(document)
        for block in document.blocks { writer.write(block, in: document.title) }
        for (index, section) in document.sections.enumerated() {
            writer.write(section, level: 2, id: "s\(index + 1)")
        }
        writer.foot(document)
        return writer.html
    }

    private mutating func head(_ document: ReportDocument) {
        html += """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
            <title>\(document.title.html)</title>
            <style>
            \(ReportStyle.sheet)</style>
            </head>
            <body>
            <header>
            <h1>\(document.title.html)</h1>

            """
        if let origin = document.origin { html += "<p>\(origin.html)</p>\n" }
        html += "</header>\n"
        contents(document.sections)
        html += "<main>\n"
    }

    /// A list of the sections, where there are more than a screen shows.
    private mutating func contents(_ sections: [ReportSection]) {
        guard sections.count > 3 else { return }
        html += "<nav aria-label=\"Contents\">\n<ul>\n"
        for (index, section) in sections.enumerated() {
            html += "<li><a href=\"#s\(index + 1)\">\(section.title.html)</a></li>\n"
        }
        html += "</ul>\n</nav>\n"
    }

    private mutating func foot(_ document: ReportDocument) {
        let digest = Digest(of: document.json.canonicalText)
        html += "</main>\n<footer>\n<p>Digest of what it says: <code>\(digest.description)</code>"
        html += "</p>\n</footer>\n</body>\n</html>\n"
    }

    private mutating func write(_ section: ReportSection, level: Int, id: String) {
        html += "<section aria-labelledby=\"\(id)\">\n"
        html += "<h\(level) id=\"\(id)\">\(section.title.html)</h\(level)>\n"
        for block in section.blocks { write(block, in: section.title) }
        for (index, inner) in section.sections.enumerated() {
            write(inner, level: min(level + 1, 6), id: "\(id)-\(index + 1)")
        }
        html += "</section>\n"
    }

    private mutating func write(_ block: ReportBlock, in title: String) {
        switch block {
        case .paragraph(let text): html += "<p>\(text.html)</p>\n"
        case .facts(let facts):
            guard !facts.isEmpty else { return }
            html += "<dl>\n"
            for fact in facts {
                html += "<div><dt>\(fact.name.html)</dt><dd>\(fact.value.html)</dd></div>\n"
            }
            html += "</dl>\n"
        case .table(let table): write(table, in: title)
        case .list(let items, let isOrdered): write(items, isOrdered ? "ol" : "ul")
        case .checklist(let checks): write(checks)
        case .preformatted(let text, _): preformatted(text)
        case .graph(let graph): write(graph)
        }
    }

    private mutating func write(_ items: [ReportItem], _ tag: String) {
        guard !items.isEmpty else { return }
        html += "<\(tag)>\n"
        for item in items {
            html += "<li>\(item.text.html)"
            if !item.items.isEmpty {
                html += "\n"
                write(item.items, tag)
            }
            html += "</li>\n"
        }
        html += "</\(tag)>\n"
    }

    private mutating func write(_ checks: [ReportCheck]) {
        guard !checks.isEmpty else { return }
        html += "<ul class=\"checks\">\n"
        for check in checks {
            let state = check.isDone ? " checked=\"checked\"" : ""
            html += "<li><label><input type=\"checkbox\" disabled=\"disabled\"\(state) /> "
            html += "\(check.text.html)</label></li>\n"
        }
        html += "</ul>\n"
    }

    private mutating func preformatted(_ text: String) {
        let lines = text.visibleLines.map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0).html }.joined(separator: "\t")
        }
        html += "<pre><code>\(lines.joined(separator: "\n"))\n</code></pre>\n"
    }

    private mutating func write(_ table: ReportTable, in title: String) {
        guard !table.rows.isEmpty else {
            let caption = table.caption.map { $0 + ": " } ?? ""
            html += "<p>\((caption + table.emptiness).html)</p>\n"
            return
        }
        regions += 1
        let name = "\(names)\(regions)"
        html += "<div class=\"wide\" role=\"group\" aria-labelledby=\"\(name)\" tabindex=\"0\">\n"
        html += "<table>\n<caption id=\"\(name)\">\((table.caption ?? title).html)</caption>\n"
        html += "<thead>\n<tr>"
        for column in table.columns {
            html += "<th scope=\"col\"\(column.classes)>\(column.name.html)</th>"
        }
        html += "</tr>\n</thead>\n<tbody>\n"
        for row in table.rows {
            html += "<tr>"
            for (index, text) in row.enumerated() {
                let classes = table.columns[index].classes
                html +=
                    index == 0
                    ? "<th scope=\"row\"\(classes)>\(text.html)</th>"
                    : "<td\(classes)>\(text.html)</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody>\n</table>\n</div>\n"
    }

    private mutating func write(_ graph: ReportGraph) {
        html += "<figure>\n<figcaption>\(graph.caption.html)</figcaption>\n"
        let rows = graph.told.map { edge in
            [ReportText(edge.from), ReportText(edge.label ?? ""), ReportText(edge.to)]
        }
        let table = ReportTable("What leads to what", columns: ["From", "How", "To"], rows: rows)
        write(table, in: graph.caption)
        html += "<details>\n<summary>As Mermaid</summary>\n"
        preformatted(graph.mermaid)
        html += "</details>\n</figure>\n"
    }
}

extension ReportTable.Column {
    fileprivate var classes: String { isNumeric ? " class=\"number\"" : "" }
}
