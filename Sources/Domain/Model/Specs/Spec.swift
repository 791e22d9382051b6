import Digests

/// The name of a registered specification: `master`.
package struct SpecName: Identifier {
    package static let kind = "the name of a spec"
    package static let rule = IdentifierRule(lengthMax: 48)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A specification in a repository, and the version of it that holds.
package struct Spec: Hashable, Sendable {
    package let name: SpecName
    package let repository: RepositoryName
    /// From the repository's top on.
    package let path: String
    /// `nil` before it is locked for the first time.
    package private(set) var version: SpecVersion?

    package init(
        name: SpecName,
        repository: RepositoryName,
        path: String,
        version: SpecVersion? = nil
    ) {
        self.name = name
        self.repository = repository
        self.path = path
        self.version = version
    }

    /// Makes a version the one that holds.
    ///
    /// - Returns: `nil` where the text is that of the version that holds.
    package mutating func lock(
        at commit: String,
        _ digest: Digest,
        _ clauses: [SpecClause]
    ) throws(SpecError) -> SpecEvent? {
        if version?.digest == digest { return nil }
        guard !clauses.isEmpty else { throw .noClauses(name, path: path) }
        let next = SpecVersion(
            number: (version?.number ?? 0) + 1,
            commit: commit,
            digest: digest,
            clauses: clauses
        )
        version = next
        return .locked(next)
    }

    /// The clause that somebody means: by its anchor, or by the start of the digest in it.
    package func clause(_ text: String) throws(SpecError) -> SpecClause {
        guard let version else { throw .notLocked(name) }
        if let clause = version.clauses.first(where: { $0.anchor.description == text }) {
            return clause
        }
        let found = version.clauses.filter { text.count >= 4 && $0.anchor.words.hasPrefix(text) }
        guard let clause = found.first, found.count == 1 else {
            throw .unknownClause(name, clause: text)
        }
        return clause
    }
}

/// A text of a spec that was locked, by its digest.
package struct SpecVersion: Hashable, Sendable {
    /// Counted from 1 for each spec.
    package let number: Int64
    package let commit: String
    /// Of the file's bytes.
    package let digest: Digest
    package let clauses: [SpecClause]

    package init(number: Int64, commit: String, digest: Digest, clauses: [SpecClause]) {
        self.number = number
        self.commit = commit
        self.digest = digest
        self.clauses = clauses
    }
}

/// A sentence of a spec that demands something.
package struct SpecClause: Hashable, Sendable {
    /// How much it demands, in the words of RFC 2119.
    package enum Level: String, Sendable, CaseIterable {
        /// MUST, SHALL, REQUIRED.
        case must
        /// SHOULD, RECOMMENDED.
        case should
    }

    package let anchor: ClauseAnchor
    package let level: Level
    package let text: String
    /// Where it stood when it was read, from 1.
    package let line: Int

    package init(anchor: ClauseAnchor, level: Level, text: String, line: Int) {
        self.anchor = anchor
        self.level = level
        self.text = text
        self.line = line
    }
}

/// What a clause is called: the headings above it, and the digest of its words.
///
/// It stays when the paragraph moves or is wrapped anew, and changes when a word does. A clause
/// that moves below another heading is found again by its words.
package struct ClauseAnchor: Hashable, Sendable, CustomStringConvertible {
    /// The headings' words, from the top: `storage/locks`.
    package let section: String
    /// Twelve digits of the SHA-256 of its words.
    package let words: String

    package init(section: String, words: String) {
        self.section = section
        self.words = words
    }

    /// The anchor of a sentence.
    package init(section: String, sentence: String) {
        let words = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.init(section: section, words: String(Digest(of: words).hex.prefix(12)))
    }

    package var description: String { "\(section)#\(words)" }

    /// The clause that this anchor means among those of a text: itself, else the only one with the
    /// same words.
    package func resolve(in clauses: [SpecClause]) -> SpecClause? {
        if let same = clauses.first(where: { $0.anchor == self }) { return same }
        let moved = clauses.filter { $0.anchor.words == words }
        return moved.count == 1 ? moved[0] : nil
    }
}

/// What a clause is tied to.
package enum ClauseTie: Hashable, Sendable {
    /// The task that carries it out.
    case task(TaskKey)
    case evidence(SpecEvidence)
}

/// A line of a file that shows that a clause is kept.
package struct SpecEvidence: Hashable, Sendable {
    package let path: String
    /// From 1.
    package let line: Int64
    package let commit: String
    /// Of the line's words.
    package let digest: Digest

    package init(path: String, line: Int64, commit: String, digest: Digest) {
        self.path = path
        self.line = line
        self.commit = commit
        self.digest = digest
    }

    /// The digest of a line: how it is indented makes no difference.
    package static func digest(ofLine text: some StringProtocol) -> Digest {
        Digest(of: text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// As it is named: `Tests/a.swift:12`.
    package var place: String { "\(path):\(line)" }
}
