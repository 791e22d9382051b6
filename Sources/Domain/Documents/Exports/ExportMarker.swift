import Digests
import Model

/// What a workspace has written into a folder: by this it knows its files again, and sees whether
/// somebody has changed them.
package struct ExportMarker: Hashable, Sendable {
    /// The name under which it lies at the top of the folder.
    package static let fileName = ".worklead-export.json"

    /// The id of the first event of the ledger: no two ledgers have the same one.
    package let ledger: String
    package let layout: ImportLayout
    /// The digests of the files as they were written, by their paths.
    package var files: [String: Digest]
    /// The digests of files that were about to be written: whether they were is not known.
    package var pending: [String: Digest]

    package init(
        ledger: String,
        layout: ImportLayout,
        files: [String: Digest] = [:],
        pending: [String: Digest] = [:]
    ) {
        self.ledger = ledger
        self.layout = layout
        self.files = files
        self.pending = pending
    }

    /// Whether a file of that content was written by this ledger.
    package func has(_ path: String, _ digest: Digest) -> Bool {
        files[path] == digest || pending[path] == digest
    }

    /// Reads a marker; anything else is none.
    package init?(_ bytes: [UInt8]) {
        let read: JSONValue
        do throws(JSONError) {
            read = try JSONValue(parsing: bytes)
        } catch {
            // Something else of that name, or a marker that somebody has spoilt: without one no
            // file counts as ours, so none is overwritten.
            return nil
        }
        guard let ledger = read["ledger"]?.stringValue,
            let layout = read["layout"]?.stringValue.flatMap(ImportLayout.init(rawValue:)),
            let files = Self.digests(read["files"]),
            let pending = Self.digests(read["pending"])
        else { return nil }
        self.init(ledger: ledger, layout: layout, files: files, pending: pending)
    }

    private static func digests(_ value: JSONValue?) -> [String: Digest]? {
        guard let members = value?.objectValue else { return nil }
        var digests: [String: Digest] = [:]
        for (path, value) in members {
            guard let digest = value.stringValue.flatMap({ Digest($0) }) else { return nil }
            digests[path] = digest
        }
        return digests
    }

    /// The marker as it is written.
    package var text: String {
        let document: JSONValue = [
            "note": "Written by worklead export. A file that is changed is not written over.",
            "ledger": .string(ledger),
            "layout": .string(layout.rawValue),
            "files": .object(files.mapValues { .string($0.hex) }),
            "pending": .object(pending.mapValues { .string($0.hex) }),
        ]
        return document.prettyText + "\n"
    }
}

extension ImportTree {
    /// The marker at the top of the tree, if a workspace has written one.
    package var marker: ExportMarker? {
        let file = files.first { $0.path == ExportMarker.fileName }
        guard case .bytes(let bytes)? = file?.content else { return nil }
        return ExportMarker(bytes)
    }

    /// The tree in which the files that this ledger has written, and that nobody has changed, are
    /// known as its own.
    package func knowing(ledger: String) -> ImportTree {
        guard let marker, marker.ledger == ledger else { return self }
        return ImportTree(
            files.map { file in
                guard case .bytes(let bytes) = file.content else { return file }
                if file.path == ExportMarker.fileName {
                    return File(path: file.path, content: .own)
                }
                guard marker.files[file.path] ?? marker.pending[file.path] != nil else {
                    return file
                }
                return marker.has(file.path, Digest(of: bytes))
                    ? File(path: file.path, content: .own)
                    : File(path: file.path, content: .edited(bytes))
            }
        )
    }
}
