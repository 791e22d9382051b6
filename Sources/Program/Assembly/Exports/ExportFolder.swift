import Digests
import Documents
import Glibc
import Model

/// A folder into which a workspace writes its files, beside those of others.
package struct ExportFolder {
    private let root: String
    private let isDryRun: Bool

    /// A file and its digest take some hundred bytes, and a workspace may have many thousand tasks.
    private static let markerBytesMax = 256 << 20
    /// So many files are put into their places at once: what a crash leaves behind is no more.
    private static let filesAtOnce = 500

    /// What came of it.
    package struct Outcome {
        package var written: [String] = []
        package var same = 0
        package var edited: [String] = []
    }

    /// - Parameter isDryRun: Whether it is only found out what would be written.
    package init(_ root: String, isDryRun: Bool) {
        self.root = root
        self.isDryRun = isDryRun
    }

    /// Writes what differs; what others have written or changed is kept.
    ///
    /// The marker is written before the files and after them: whatever happens in between, no file
    /// of ours is taken for one of somebody else's.
    package func write(
        _ files: [String: String],
        as ledger: String,
        _ layout: ImportLayout
    ) throws -> Outcome {
        let before = try marker(of: ledger)
        var outcome = Outcome()
        var marker = before ?? ExportMarker(ledger: ledger, layout: layout)
        var pending: [FileSet.Entry] = []
        var digests: [String: Digest] = [:]
        for path in files.keys.sorted() {
            let text = files[path] ?? ""
            let wanted = Digest(of: text)
            try refuseLinks(path)
            guard let there = try digest(of: path) else {
                pending.append(entry(path, text))
                digests[path] = wanted
                continue
            }
            if there == wanted {
                outcome.same += 1
                marker.files[path] = wanted
            } else if before?.has(path, there) == true {
                pending.append(entry(path, text))
                digests[path] = wanted
            } else {
                outcome.edited.append(path)
            }
        }
        outcome.written = digests.keys.sorted()
        guard !isDryRun else { return outcome }
        try PublicFolder.make(root)
        marker.pending = digests
        if !pending.isEmpty { try PrivateFile.write(marker.text, to: markerPath) }
        while !pending.isEmpty {
            try FileSet.write(Array(pending.prefix(Self.filesAtOnce)))
            pending.removeFirst(min(Self.filesAtOnce, pending.count))
        }
        marker.files.merge(digests) { _, written in written }
        marker.pending = [:]
        if marker != before { try PrivateFile.write(marker.text, to: markerPath) }
        return outcome
    }

    private func entry(_ path: String, _ text: String) -> FileSet.Entry {
        FileSet.Entry(path: "\(root)/\(path)", text: text, isScript: false)
    }

    private var markerPath: String { "\(root)/\(ExportMarker.fileName)" }

    /// The marker that this ledger has left.
    ///
    /// - Throws: ``ExportFault`` for that of another.
    private func marker(of ledger: String) throws -> ExportMarker? {
        guard let text = try PrivateFile.read(markerPath, bytesMax: Self.markerBytesMax),
            let marker = ExportMarker(Array(text.utf8))
        else { return nil }
        guard marker.ledger == ledger else { throw ExportFault.foreign(root) }
        return marker
    }

    private func digest(of path: String) throws -> Digest? {
        guard access("\(root)/\(path)", F_OK) == 0 else { return nil }
        return try Digest(ofFileAt: "\(root)/\(path)")
    }

    /// Refuses a path on which a link leads elsewhere.
    private func refuseLinks(_ path: String) throws(ExportFault) {
        var place = root
        for part in path.split(separator: "/") {
            place += "/" + part
            var status = stat()
            guard lstat(place, &status) == 0 else { return }
            guard status.st_mode & S_IFMT != S_IFLNK else { throw .link(place) }
        }
    }
}

/// Why nothing can be written.
enum ExportFault: Reportable, Equatable {
    case foreign(String)
    case link(String)

    var code: String {
        switch self {
        case .foreign: "export.foreign"
        case .link: "export.link"
        }
    }

    var category: ErrorCategory { .conflict }

    var message: String {
        switch self {
        case .foreign(let path):
            "'\(path.printable(limit: 200))' holds what another workspace has written."
        case .link(let path):
            "'\(path.printable(limit: 200))' is a link: nothing is written through it."
        }
    }

    var hint: String? {
        switch self {
        case .foreign: "Name another folder."
        case .link: "Put a folder in its place."
        }
    }
}
