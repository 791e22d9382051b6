import Documents
import Model

/// All gates that there are: the built-in ones, and the commands of a repository.
package struct GateCatalogue: Sendable {
    package let gates: [any Gate]

    /// The gates as the settings of a repository make them.
    ///
    /// - Throws: ``GateError/taken(_:)`` for a command with the name of a built-in gate.
    package init(_ settings: GateSettings = GateSettings()) throws(GateError) {
        let builtIn = Self.builtIn(settings)
        for command in settings.commands
        where builtIn.contains(where: { $0.description.name == command.name }) {
            throw .taken(command.name)
        }
        gates = builtIn + settings.commands.map(CommandGate.init)
    }

    /// The gates that are always there, in the order in which work meets them.
    private static func builtIn(_ settings: GateSettings) -> [any Gate] {
        [
            LintGate(), PreworkGate(), OverlapGate(), EditGate(), CheckoutGate(), BranchGate(),
            CleanTreeGate(), ScopeGate(), RoleGate(), ReportGate(), ArtifactGate(),
            PlaceholdersGate(settings), SecretsGate(settings), KeysGate(settings),
            PathsGate(settings), TokensGate(settings), CloseoutGate(), ReviewGate(),
            StopGate(),
            SpecGate(), SupplyGate(), LicencesGate(settings), PhaseGate(), PlanGate(settings),
            WindowBundleGate(),
            InterruptGate(), DecisionEvidenceGate(), ArtifactsGate(), CleanupGate(),
            StaleClaimGate(),
        ]
    }

    /// Whether a gate is a command of the repository.
    package func isCommand(_ gate: any Gate) -> Bool { gate is CommandGate }

    /// The gate that a definition makes, for a look at its case before it is written down.
    package static func gate(_ definition: CommandDefinition) -> any Gate {
        CommandGate(definition)
    }

    /// The gate of that name.
    ///
    /// - Throws: ``GateError/unknown(_:near:)`` with the nearest name.
    package func gate(_ name: GateName) throws(GateError) -> any Gate {
        if let gate = gates.first(where: { $0.description.name == name }) { return gate }
        let names = gates.map(\.description.name.text)
        throw .unknown(name, near: name.text.nearest(among: names))
    }

    /// The gates of a set, in their order.
    package func gates(in set: GateSet) -> [any Gate] {
        guard let names = set.names else {
            // Who hands in is not about to stop.
            return gates.filter { !$0.description.moments.contains(.stop) }
        }
        return gates.filter { gate in
            names.contains(gate.description.name.text) || gate is CommandGate && set.hasCommands
        }
    }

    /// The gates that are asked at a moment.
    package func gates(at moment: GateMoment) -> [any Gate] {
        gates.filter { $0.description.moments.contains(moment) }
    }
}

/// Gates that are run together, by a name.
package enum GateSet: String, Sendable, CaseIterable {
    /// Before a worker starts: the packet is there and whole, and the worktree is in order.
    case bootstrap
    /// The packet alone.
    case lint
    /// Before a packet is handed to anybody.
    case prework
    /// Before a delivery is accepted.
    case closeout
    /// Before a commit is handed in: all that has something to say.
    case preflight

    /// The names of its gates; `nil` for all that look at work.
    var names: Set<String>? {
        switch self {
        case .bootstrap: ["lint", "prework", "branch", "clean_tree"]
        case .lint: ["lint"]
        case .prework: ["lint", "prework"]
        case .closeout:
            [
                "checkout", "branch", "scope", "role", "report", "artifact", "placeholders",
                "artifacts", "secrets", "keys", "paths", "tokens", "closeout",
            ]
        case .preflight: nil
        }
    }

    /// Whether the commands of the repository belong to it.
    var hasCommands: Bool { self == .closeout || self == .preflight }
}

/// What can be wrong with a request for gates.
package enum GateError: Reportable, Equatable {
    case unknown(GateName, near: String?)
    case taken(GateName)
    case nothing
    /// The command of a new gate passes what it is to refuse.
    case cantFail(GateName, ending: String)

    package var code: String {
        switch self {
        case .unknown: "gate.unknown"
        case .taken: "gate.taken"
        case .nothing: "gate.nothing_to_judge"
        case .cantFail: "gate.cant_fail"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken: .conflict
        case .nothing: .usage
        case .cantFail: .checkFailed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name, _): "There is no gate '\(name)'."
        case .taken(let name): "The gate '\(name)' is built in: a command needs another name."
        case .nothing: "There is nothing that a gate could look at."
        case .cantFail(let name, let ending):
            "The command of '\(name)' ends with \(ending) under the case that it is to refuse."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(_, let near?): "Did you mean '\(near)'?"
        case .unknown: "`worklead gate list` shows all."
        case .taken: "Rename the command in .worklead/gates.toml."
        case .nothing: "Name a task, or go into a worktree."
        case .cantFail: "Give it a case under which it fails: a gate that can't fail holds nothing."
        }
    }
}
