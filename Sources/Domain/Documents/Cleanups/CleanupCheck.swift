import Model

/// Holds the manifest of a clean-up against what was there before and what is there now.
///
/// Nothing may be gone that the manifest does not name: that is what it is for.
package struct CleanupCheck: Sendable {
    /// What is done to a file.
    package struct Step: Hashable, Sendable {
        package let path: String
        /// Where it goes; `nil` where it is deleted.
        package let destination: String?
    }

    /// What refuses the clean-up, by line of the manifest.
    package private(set) var faults: [GateFinding] = []
    /// What is worth a look and refuses nothing.
    package private(set) var advice: [GateFinding] = []
    /// What is named and still to be done, in the order of the manifest.
    package private(set) var steps: [Step] = []
    /// How many files the manifest names.
    package private(set) var named = 0

    private let manifest: CleanupManifest
    private let file: String
    private let before: Set<String>
    private let after: Set<String>
    /// The files that each entry names, sorted.
    private var files: [[String]] = []
    /// The entry that each file is named by.
    private var owners: [String: CleanupManifest.Entry] = [:]
    /// Where files that are gone were archived.
    private var archived: Set<String> = []

    /// - Parameters:
    ///   - file: The path of the manifest.
    ///   - before: The files before the work.
    ///   - after: The files as they are.
    ///   - root: The folder whose files ought to be named; `nil` for none.
    package init(
        _ manifest: CleanupManifest,
        file: String,
        before: Set<String>,
        after: Set<String>,
        root: String? = nil
    ) {
        (self.manifest, self.file) = (manifest, file)
        (self.before, self.after) = (before, after)
        own()
        removed()
        plan()
        unnamed(root)
        faults.sort { ($0.line ?? .max, $0.text) < ($1.line ?? .max, $1.text) }
        advice.sort { ($0.line ?? .max, $0.text) < ($1.line ?? .max, $1.text) }
    }

    /// Finds which entry names which file: each at most one.
    private mutating func own() {
        let all = before.union(after).sorted()
        for entry in manifest.entries {
            let files = matches(of: entry, among: all)
            var own: [String] = []
            defer { self.files.append(own) }
            if files.isEmpty {
                fault(
                    entry,
                    "nothing",
                    entry.pattern.isWildcard
                        ? "'\(entry.path)' matches nothing." : "'\(entry.path)' is not there."
                )
            }
            if files.count > 1, entry.action == .archive,
                entry.destination?.hasSuffix("/") == false
            {
                fault(
                    entry,
                    "destination",
                    "'\(entry.path)' are \(files.count) files, which need a folder: '/' at its end."
                )
            }
            for path in files {
                if let other = owners[path] {
                    fault(
                        entry,
                        "twice",
                        "'\(path.printable(limit: 200))' is named on line \(other.line) already."
                    )
                } else {
                    owners[path] = entry
                    own.append(path)
                    named += 1
                }
            }
        }
    }

    private func matches(
        of entry: CleanupManifest.Entry,
        among all: [String]
    ) -> [String] {
        // Most entries name one file.
        if !entry.pattern.isWildcard, before.contains(entry.path) || after.contains(entry.path) {
            return [entry.path]
        }
        return all.filter(entry.pattern.matches)
    }

    /// Holds what is gone against what is named.
    private mutating func removed() {
        for path in before.subtracting(after).sorted() {
            let shown = "'\(path.printable(limit: 200))'"
            guard let entry = owners[path] else {
                faults.append(
                    GateFinding(
                        "\(shown) is deleted or moved, and the manifest does not name it.",
                        path: path,
                        rule: "unnamed"
                    )
                )
                continue
            }
            switch entry.action {
            case .keep:
                fault(entry, "kept", "\(shown) is to be kept, and is deleted or moved.")
            case .archive:
                guard let place = entry.destination(of: path) else { continue }
                if after.contains(place) {
                    archived.insert(place)
                } else {
                    fault(
                        entry,
                        "not_archived",
                        "\(shown) is gone, and not in '\(place.printable(limit: 200))'."
                    )
                }
            case .delete: continue
            }
        }
    }

    /// Lists what is named and still there.
    private mutating func plan() {
        var taken: Set<String> = []
        for (entry, files) in zip(manifest.entries, files) where entry.action != .keep {
            for path in files where after.contains(path) {
                guard entry.action == .archive else {
                    steps.append(Step(path: path, destination: nil))
                    continue
                }
                // One without a destination is told by the manifest itself.
                guard let place = entry.destination(of: path) else { continue }
                if after.contains(place) || !taken.insert(place).inserted {
                    fault(
                        entry,
                        "destination",
                        "'\(place.printable(limit: 200))' is taken: nothing is written over."
                    )
                } else {
                    steps.append(Step(path: path, destination: place))
                }
            }
        }
    }

    private mutating func unnamed(_ root: String?) {
        if let root {
            for path in after.sorted()
            where path.hasPrefix(root + "/") && owners[path] == nil && path != file
                && !archived.contains(path)
            {
                advice.append(
                    GateFinding(
                        "'\(path.printable(limit: 200))' is not named.",
                        path: path,
                        rule: "unnamed"
                    )
                )
            }
        }
        for step in steps {
            guard let entry = owners[step.path] else { continue }
            advice.append(
                GateFinding(
                    "'\(step.path.printable(limit: 200))' is still there, and is to be "
                        + (entry.action == .archive ? "archived." : "deleted."),
                    path: file,
                    line: entry.line,
                    rule: "left"
                )
            )
        }
    }

    private mutating func fault(
        _ entry: CleanupManifest.Entry,
        _ rule: String,
        _ text: String
    ) {
        faults.append(GateFinding(text, path: file, line: entry.line, rule: rule))
    }
}
