import MarkupKit
import Model
import TOMLKit

/// What code in the text of documents may name: paths that are there.
///
/// A path that is meant as an example is written with `&#47;` in place of its strokes.
///
/// ```toml
/// [tokens]
/// files = ["docs/**/*.md", "README.md"]
/// ignore = ["and/or"]
/// ```
package struct TokenPolicy: Hashable, Sendable {
    package let files: [PathPattern]
    /// What looks like a path and is none.
    package let ignored: Set<String>

    package init(files: [PathPattern], ignored: Set<String> = []) {
        self.files = files
        self.ignored = ignored
    }

    /// Whether the policy is about a document.
    package func covers(_ path: String) -> Bool { files.contains { $0.matches(path) } }

    /// The tokens of a document that name no file or folder of the repository.
    package func findings(
        in bytes: [UInt8],
        of path: String,
        among paths: Set<String>
    ) -> [GateFinding] {
        let document: MarkupDocument
        do {
            document = try MarkupDocument(parsing: bytes)
        } catch {
            return [GateFinding("The document can't be read: \(error.message)", path: path)]
        }
        let lines = SourceLines(String(decoding: bytes, as: UTF8.self))
        return document.blocks.flatMap { codes(in: $0) }.compactMap { block, code in
            guard Self.isPath(code), !ignored.contains(code), !Self.isThere(code, paths) else {
                return nil
            }
            let line = block.first { lines[$0].contains(code) } ?? block.lowerBound
            return GateFinding(
                "`\(code.printable(limit: 120))` is no path here.",
                path: path,
                line: line,
                rule: "token"
            )
        }
    }

    private func codes(in block: MarkupBlock) -> [(ClosedRange<Int>, String)] {
        switch block.kind {
        case .heading(_, let text), .paragraph(let text):
            text.runs.filter { $0.style.contains(.code) }.map { (block.lines, $0.text) }
        case .list(_, let items): items.flatMap(\.blocks).flatMap(codes)
        case .quote(let blocks): blocks.flatMap(codes)
        case .code, .html, .rule: []
        }
    }

    /// Whether a token is written like a path: names with strokes between them and nothing else.
    private static func isPath(_ token: String) -> Bool {
        guard token.utf8.contains(47), !token.hasPrefix("/"), !token.contains("//") else {
            return false
        }
        return token.utf8.allSatisfy { ($0.isWord && $0 < 128) || [45, 46, 47].contains($0) }
    }

    private static func isThere(_ token: String, _ paths: Set<String>) -> Bool {
        let name = token.hasSuffix("/") ? String(token.dropLast()) : token
        if paths.contains(name) { return true }
        let folder = name + "/"
        return paths.contains { $0.hasPrefix(folder) }
    }

    static func read(in fields: TOMLFields) throws(DocumentError) -> TokenPolicy? {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("tokens") }
        guard let table = try fields.read(read) else { return nil }
        try table.allowOnly(["files", "ignore"])
        let files = try table.patterns("files")
        guard !files.isEmpty else { throw table.bad("files", "must name documents") }
        return TokenPolicy(files: files, ignored: Set(try table.stringList("ignore")))
    }
}
