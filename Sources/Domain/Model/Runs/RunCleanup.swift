import Digests

/// What was archived and deleted when a run was cleaned up, and by which manifest.
package struct RunCleanup: Hashable, Sendable {
    /// A file that was moved to where what is over is kept.
    package struct Move: Hashable, Sendable {
        package let from: String
        package let to: String

        package init(from: String, to: String) {
            (self.from, self.to) = (from, to)
        }
    }

    /// The digest of the manifest.
    package let manifest: Digest
    /// What was checked out when it was done.
    package let commit: String
    package let archived: [Move]
    package let deleted: [String]

    package init(manifest: Digest, commit: String, archived: [Move], deleted: [String]) {
        (self.manifest, self.commit) = (manifest, commit)
        (self.archived, self.deleted) = (archived, deleted)
    }

    /// Whether nothing was done.
    package var isEmpty: Bool { archived.isEmpty && deleted.isEmpty }
}

extension RunCleanup {
    /// The clean-up as the ledger keeps it.
    var fact: Fact {
        FactWriter().with("manifest", manifest.description).with("commit", commit)
            .with("archived", archived.map(\.from)).with("destinations", archived.map(\.to))
            .with("deleted", deleted).fact("run.cleaned")
    }

    init(_ reader: FactReader) throws(FactError) {
        let moved = try reader.texts("archived")
        let places = try reader.texts("destinations")
        guard moved.count == places.count else {
            throw FactError(type: "run.cleaned", fault: "what was archived lacks destinations")
        }
        self.init(
            manifest: try reader.digest("manifest"),
            commit: try reader.text("commit"),
            archived: zip(moved, places).map(Move.init),
            deleted: try reader.texts("deleted")
        )
    }
}

/// Whether a file that is to be left is there, and as it should be.
package enum LeftState: String, Sendable, CaseIterable {
    case there
    case missing
    case faulty
    /// It is not to be there yet.
    case due
}
