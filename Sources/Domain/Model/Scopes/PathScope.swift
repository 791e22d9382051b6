/// What a task may change: the paths in its scope, and those that are kept out of it.
package struct PathScope: Hashable, Sendable {
    package let inScope: [PathPattern]
    package let outOfScope: [PathPattern]

    package init(inScope: [PathPattern], outOfScope: [PathPattern] = []) {
        self.inScope = inScope
        self.outOfScope = outOfScope
    }

    /// Whether no path is in scope; such a scope reserves nothing and allows nothing.
    package var isEmpty: Bool { inScope.isEmpty }

    /// Whether the path may be changed: in scope and not kept out.
    package func allows(_ path: String) -> Bool {
        violation(of: path) == nil
    }

    /// Those of the changed paths that may not be changed, in the order given.
    ///
    /// - Parameter changedPaths: Relative to the repository's root, both names of a rename.
    package func violations(of changedPaths: some Sequence<String>) -> [PathViolation] {
        changedPaths.compactMap(violation(of:))
    }

    /// The first pair of patterns under which both scopes could change the same file, or `nil`.
    ///
    /// Never misses one. It may name a pair that an excluding pattern with wildcards rules out:
    /// only plain folders and files in ``outOfScope`` are taken into account.
    package func overlap(with other: PathScope) -> PathOverlap? {
        let excluded = outOfScope + other.outOfScope
        for mine in inScope {
            for theirs in other.inScope {
                if excluded.contains(where: { mine.isWithin($0) || theirs.isWithin($0) }) {
                    continue
                }
                if let example = mine.commonPath(with: theirs) {
                    return PathOverlap(mine: mine, theirs: theirs, example: example)
                }
            }
        }
        return nil
    }

    private func violation(of path: String) -> PathViolation? {
        if let pattern = outOfScope.first(where: { $0.matches(path) }) {
            return PathViolation(path: path, reason: .keptOut(pattern))
        }
        return inScope.contains { $0.matches(path) }
            ? nil : PathViolation(path: path, reason: .notInScope)
    }
}

/// A changed path that a scope does not allow.
package struct PathViolation: Hashable, Sendable {
    /// Why it is not allowed.
    package enum Reason: Hashable, Sendable {
        case notInScope
        case keptOut(PathPattern)
    }

    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

/// Two patterns that mean a common path.
package struct PathOverlap: Hashable, Sendable {
    /// The pattern of the scope that was asked.
    package let mine: PathPattern
    /// The pattern of the other scope.
    package let theirs: PathPattern
    /// A path that both match; it need not exist.
    package let example: String

    package init(mine: PathPattern, theirs: PathPattern, example: String) {
        self.mine = mine
        self.theirs = theirs
        self.example = example
    }
}
