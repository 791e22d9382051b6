import Documents
import Model

/// What came of an import, or would come of it.
package struct ImportOutcome: Sendable {
    /// How many of one kind were read, and what is new of them.
    package struct Count: Hashable, Sendable {
        package let kind: ImportedRecord.Kind
        package var new = 0
        package var changed = 0
        package var same = 0
        package var refused = 0

        /// How many were read.
        package var read: Int { new + changed + same + refused }
    }

    package let layout: ImportLayout
    package let files: [ImportedFile]
    /// In the order of the kinds; none for a kind of which nothing was read.
    package let counts: [Count]
    /// Those of the reading and those that the workspace adds, in the order of files and lines.
    package let anomalies: [ImportAnomaly]
}

/// Counts while an import goes on.
struct ImportTally {
    private var counts: [ImportedRecord.Kind: ImportOutcome.Count] = [:]

    /// What became of one.
    enum Fate {
        case new, changed, same, refused
    }

    mutating func add(_ kind: ImportedRecord.Kind, _ fate: Fate) {
        var count = counts[kind] ?? ImportOutcome.Count(kind: kind)
        switch fate {
        case .new: count.new += 1
        case .changed: count.changed += 1
        case .same: count.same += 1
        case .refused: count.refused += 1
        }
        counts[kind] = count
    }

    var all: [ImportOutcome.Count] { ImportedRecord.Kind.allCases.compactMap { counts[$0] } }
}
