import Digests
import Model
import SQLKit

/// The specs with their clauses, and what those are tied to.
package struct SpecStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// What a clause is tied to, with the anchor under which it was.
    package struct Tie: Hashable, Sendable {
        package let anchor: ClauseAnchor
        package let tie: ClauseTie
        /// Whether it is evidence that was taken away.
        package let isLost: Bool
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, repository, path, version, commit_id, digest FROM spec

        """

    /// The spec of that name.
    package func spec(_ name: SpecName) throws -> Spec? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", decode)
    }

    /// All specs, by name.
    package func specs() throws -> [Spec] {
        try transaction.query(Self.selection + "ORDER BY name", decode)
    }

    /// What the clauses of a spec are tied to: tasks first, then evidence.
    package func ties(of name: SpecName) throws -> [Tie] {
        let tasks = try transaction.query(
            """
            SELECT section, words, task FROM spec_task WHERE spec = \(name.text)
            ORDER BY section, words, task
            """
        ) { row in
            Tie(
                anchor: ClauseAnchor(section: try row.text(0), words: try row.text(1)),
                tie: .task(try row.name(2)),
                isLost: false
            )
        }
        let evidence = try transaction.query(
            """
            SELECT section, words, path, line, commit_id, digest, is_lost FROM spec_evidence
            WHERE spec = \(name.text) ORDER BY section, words, path, line
            """
        ) { row in
            Tie(
                anchor: ClauseAnchor(section: try row.text(0), words: try row.text(1)),
                tie: .evidence(
                    SpecEvidence(
                        path: try row.text(2),
                        line: try row.int64(3),
                        commit: try row.text(4),
                        digest: try row.digest(5, of: "spec_evidence")
                    )
                ),
                isLost: try row.int64(6) != 0
            )
        }
        return tasks + evidence
    }

    func fold(_ change: SpecEvent, of name: SpecName) throws {
        switch change {
        case .registered(let repository, let path):
            _ = try transaction.run(
                """
                INSERT INTO spec (name, repository, path)
                VALUES (\(name.text), \(repository.text), \(path))
                """
            )
        case .locked(let version): try fold(version, of: name)
        case .tied(let anchor, .task(let key)):
            _ = try transaction.run(
                """
                INSERT INTO spec_task (spec, section, words, task)
                VALUES (\(name.text), \(anchor.section), \(anchor.words), \(key.text))
                ON CONFLICT (spec, section, words, task) DO NOTHING
                """
            )
        case .tied(let anchor, .evidence(let evidence)):
            _ = try transaction.run(
                """
                INSERT INTO spec_evidence (
                    spec, section, words, path, line, commit_id, digest, is_lost
                ) VALUES (
                    \(name.text), \(anchor.section), \(anchor.words), \(evidence.path),
                    \(evidence.line), \(evidence.commit), \(evidence.digest.description), 0
                )
                ON CONFLICT (spec, section, words, path, line) DO UPDATE SET is_lost = 0,
                    commit_id = excluded.commit_id, digest = excluded.digest
                """
            )
        case .untied(let anchor, .task(let key)):
            _ = try transaction.run(
                """
                DELETE FROM spec_task WHERE spec = \(name.text) AND section = \(anchor.section)
                    AND words = \(anchor.words) AND task = \(key.text)
                """
            )
        case .untied(let anchor, .evidence(let evidence)):
            _ = try transaction.run(
                """
                UPDATE spec_evidence SET is_lost = 1 WHERE spec = \(name.text)
                    AND section = \(anchor.section) AND words = \(anchor.words)
                    AND path = \(evidence.path) AND line = \(evidence.line)
                """
            )
        }
    }

    private func fold(_ version: SpecVersion, of name: SpecName) throws {
        _ = try transaction.run(
            """
            UPDATE spec SET version = \(version.number), commit_id = \(version.commit),
                digest = \(version.digest.description)
            WHERE name = \(name.text)
            """
        )
        _ = try transaction.run("DELETE FROM spec_clause WHERE spec = \(name.text)")
        for (position, clause) in version.clauses.enumerated() {
            _ = try transaction.run(
                """
                INSERT INTO spec_clause (spec, position, section, words, level, text, line)
                VALUES (\(name.text), \(Int64(position)), \(clause.anchor.section),
                    \(clause.anchor.words), \(clause.level.rawValue), \(clause.text),
                    \(Int64(clause.line)))
                """
            )
        }
    }

    private func decode(_ row: SQLRow) throws -> Spec {
        let name: SpecName = try row.name(0)
        let version = try row.optionalInt64(3).map { number in
            SpecVersion(
                number: number,
                commit: try row.text(4),
                digest: try row.digest(5, of: "spec"),
                clauses: try clauses(of: name)
            )
        }
        return Spec(
            name: name,
            repository: try row.name(1),
            path: try row.text(2),
            version: version
        )
    }

    private func clauses(of name: SpecName) throws -> [SpecClause] {
        try transaction.query(
            """
            SELECT section, words, level, text, line FROM spec_clause WHERE spec = \(name.text)
            ORDER BY position
            """
        ) { row in
            SpecClause(
                anchor: ClauseAnchor(section: try row.text(0), words: try row.text(1)),
                level: try row.choice(2, of: "spec_clause"),
                text: try row.text(3),
                line: Int(try row.int64(4))
            )
        }
    }
}
