import Model
import SQLKit

/// The workspace's name and the levels of its rules.
package struct WorkspaceStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The workspace's name, or `nil` before it is created.
    package func name() throws -> WorkspaceName? {
        try transaction.first("SELECT name FROM workspace WHERE id = 1") { try $0.name(0) }
    }

    /// The level of a gate: the chosen one, else its default.
    package func level(of gate: GateDescription) throws -> RuleLevel {
        try chosenLevel(of: gate.name) ?? gate.defaultLevel
    }

    /// The level that somebody chose for a gate.
    package func chosenLevel(of gate: GateName) throws -> RuleLevel? {
        try transaction.first("SELECT level FROM rule WHERE name = \(gate.text)") {
            try $0.choice(0, of: "rule")
        }
    }

    /// All levels that somebody chose.
    package func chosenLevels() throws -> [GateName: RuleLevel] {
        Dictionary(
            try transaction.query("SELECT name, level FROM rule") { row in
                (GateName(trusted: try row.text(0)), try row.choice(1, of: "rule"))
            },
            uniquingKeysWith: { $1 }
        )
    }

    func fold(_ change: WorkspaceEvent, at event: Event) throws {
        switch change {
        case .created(let name):
            _ = try transaction.run(
                """
                INSERT INTO workspace (id, name, created_at)
                VALUES (1, \(name.text), \(event.time.milliseconds))
                """
            )
        case .ruleSet(let rule, let level):
            _ = try transaction.run(
                """
                INSERT INTO rule (name, level) VALUES (\(rule.text), \(level.rawValue))
                ON CONFLICT (name) DO UPDATE SET level = excluded.level
                """
            )
        }
    }
}
