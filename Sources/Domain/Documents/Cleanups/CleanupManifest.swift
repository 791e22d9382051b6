import Model
import TOMLKit

/// What becomes of the files of a run when it is cleaned up: path by path, with the reason.
///
/// ```toml
/// [cleanup]
/// run = "phase-a"
///
/// [[paths]]
/// path = "docs/runs/phase-a/*/NOTES.md"
/// action = "archive"
/// to = "docs/archive/phase-a/"
/// reason = "The report has all that matters."
/// ```
package struct CleanupManifest: Hashable, Sendable {
    /// What becomes of a path.
    package enum Action: String, Sendable, CaseIterable {
        /// It is moved to where what is over is kept.
        case archive
        case delete
        case keep
    }

    /// What is said of a path.
    package struct Entry: Hashable, Sendable {
        package let pattern: PathPattern
        package let action: Action
        /// Where it is archived: a file, or with `/` at its end a folder.
        package let destination: String?
        package let reason: String
        package let line: Int

        /// The path as it is written.
        package var path: String { pattern.text }
    }

    package let run: RunName
    /// In the order of the file.
    package let entries: [Entry]

    /// The most bytes of a manifest.
    package static let bytesMax = 1 << 20
    /// The most entries of a manifest.
    package static let entriesMax = 2000

    /// Reads a manifest as far as it goes, with all that is wrong with it by itself, by line.
    ///
    /// - Throws: For what is no TOML.
    package static func read(
        _ text: String
    ) throws(DocumentError) -> (manifest: CleanupManifest, findings: [FieldFinding]) {
        let document: TOMLFields
        do {
            document = TOMLFields(try TOMLDocument(parsing: text, bytesMax: bytesMax))
        } catch {
            throw DocumentError(error)
        }
        var fields = NotedFields(noun: "cleanup")
        fields.allow(["cleanup", "paths"], in: document)
        let head = fields.table("cleanup", in: document)
        if let head { fields.allow(["run"], in: head) }
        let run: RunName? = head.map { fields.name("run", in: $0) }
        let tables = fields.tables("paths", in: document)
        if tables.count > entriesMax, let last = tables.last {
            fields.note("too_many", at: "path", in: last, "\(entriesMax) entries are the most.")
        }
        let entries = tables.prefix(entriesMax).compactMap { entry($0, &fields) }
        fields.once("path", tables.map { fields.key(of: $0) }, tables, "entry")
        return (
            CleanupManifest(run: run ?? RunName(trusted: ""), entries: entries),
            fields.findings.sorted { $0.line < $1.line }
        )
    }

    private static func entry(_ table: TOMLFields, _ fields: inout NotedFields) -> Entry? {
        fields.allow(["path", "action", "to", "reason"], in: table)
        let path = fields.path("path", in: table)
        let action: Action? = fields.choice("action", in: table)
        if action == nil, table.table["action"] == nil {
            fields.note("missing", at: "action", in: table, "It is archive, delete or keep.")
        }
        let reason = fields.text("reason", in: table)
        let destination = destination(action, table, &fields)
        guard let action, !path.isEmpty else { return nil }
        do throws(PathPatternError) {
            return Entry(
                pattern: try PathPattern(path),
                action: action,
                destination: destination,
                reason: reason,
                line: max(1, table.line(of: "path"))
            )
        } catch {
            fields.note("bad_path", at: "path", in: table, error.message)
            return nil
        }
    }

    private static func destination(
        _ action: Action?,
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) -> String? {
        guard table.table["to"] != nil else {
            if action == .archive {
                fields.note("no_destination", at: "to", in: table, "Say where it is archived.")
            }
            return nil
        }
        let destination = fields.text("to", in: table)
        fields.requirePaths(
            [destination.hasSuffix("/") ? String(destination.dropLast()) : destination],
            at: "to",
            in: table
        )
        if let action, action != .archive {
            fields.note(
                "destination",
                at: "to",
                in: table,
                "Only what is archived goes anywhere, and this is \(action.rawValue)."
            )
        }
        return destination
    }
}

extension NotedFields {
    /// The path of an entry as it is compared with others; what is none is told elsewhere.
    fileprivate mutating func key(of table: TOMLFields) -> String {
        // Each is different where there is none.
        do throws(TOMLError) { return try table.string("path") ?? "\(table.line)" } catch {
            return "\(table.line)"
        }
    }
}

extension CleanupManifest.Entry {
    /// Where one of its files is archived.
    ///
    /// Into a folder it goes with the folders that the pattern leaves open.
    package func destination(of path: String) -> String? {
        guard let destination else { return nil }
        guard destination.hasSuffix("/") else { return destination }
        let names = path.split(separator: "/")
        let fixed = pattern.text.split(separator: "/").prefix { name in
            !name.contains { "*?[".contains($0) }
        }
        // A pattern without wildcards is a file, which keeps its name, or a folder, of which all
        // below it goes.
        let kept = names.dropFirst(min(fixed.count, names.count - 1))
        return destination + kept.joined(separator: "/")
    }
}
