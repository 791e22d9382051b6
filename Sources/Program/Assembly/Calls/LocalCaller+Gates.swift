import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideGates(_ provider: inout OperationProvider) {
        provider.provide(ListGates.self) { [unowned self] _, context in
            let catalogue = try GateCatalogue(gateSettings())
            return try read(ListGates.self, context) { view in
                let levels = try view.workspace.chosenLevels()
                let lines = catalogue.gates.map { GateLine($0, catalogue, levels) }
                return Page(lines, total: lines.count)
            }
        }
        provider.provide(ShowGate.self) { [unowned self] input, context in
            let catalogue = try GateCatalogue(gateSettings())
            let gate = try catalogue.gate(input.gate)
            return try read(ShowGate.self, context) { view in
                let levels = try view.workspace.chosenLevels()
                let sums = try view.gates.sums().filter { $0.gate == input.gate }
                return try GateDetail {
                    $0.gate = GateLine(gate, catalogue, levels)
                    $0.hint = gate.description.hint
                    $0.cost = sums.first.map { GateCostLine($0, catalogue, levels) }
                    $0.fill(from: gate)
                    $0.paces = try gate.description.targets.compactMap { target in
                        GatePaceLine(
                            target,
                            try view.gates.durations(of: input.gate, on: target)
                        )
                    }
                }
            }
        }
        provider.provide(RunGates.self) { [unowned self] input, context in
            try await run(input, context)
        }
        provider.provide(ShowGateHistory.self) { [unowned self] input, context in
            let catalogue = try GateCatalogue(gateSettings())
            if let name = input.gate { _ = try catalogue.gate(name) }
            return try read(ShowGateHistory.self, context) { view in
                let answers =
                    if let gate = input.gate {
                        try view.gates.answers(of: gate, limit: input.limit)
                    } else if let task = input.task {
                        try view.gates.answers(on: view.task(task).key, limit: input.limit)
                    } else {
                        try view.gates.latest()
                    }
                let lines = answers.filter { input.task == nil || $0.task == input.task }
                    .map(GateHistoryLine.init)
                return Page(lines, total: lines.count)
            }
        }
        provider.provide(ShowGateCost.self) { [unowned self] input, context in
            let catalogue = try GateCatalogue(gateSettings())
            return try read(ShowGateCost.self, context) { view in
                let levels = try view.workspace.chosenLevels()
                let lines = try view.gates.sums(since: input.since).map {
                    GateCostLine($0, catalogue, levels)
                }
                return Page(lines, total: lines.count)
            }
        }
        provider.provide(SelftestGates.self) { [unowned self] input, context in
            Reply(try selftest(input))
        }
        provider.change(NoteRefusal.self, self, right: nil) { change, input in
            // Hooks ask what is built in; a repository's commands are none of theirs.
            let gate = try GateCatalogue().gate(input.gate).description.name
            let moment: GateMoment =
                switch input.moment {
                case .edit: .edit
                case .commit: .commit
                case .stop: .stop
                }
            let refusal = GateRefusal(
                gate: gate,
                moment: moment,
                task: input.task,
                fault: input.fault
            )
            let isNew = try change.gates.note(refusal)
            return RefusalNote { $0.noted = isNew }
        }
        provider.provide(DefineGate.self) { [unowned self] input, context in
            try define(input, context)
        }
    }

    private func run(
        _ input: RunGates.Input,
        _ context: CallContext
    ) async throws -> Reply<GateRunReport> {
        let request = try request(RunGates.self, input, context, right: nil)
        let elsewhere = try input.task == nil ? input.path.flatMap(repository(elsewhere:)) : nil
        let tools = try elsewhere.map { try gateTools(in: $0) } ?? gateTools(for: input.task)
        let catalogue = try GateCatalogue(tools.settings)
        let engine = try open().engine
        let named = try input.gates.map { try catalogue.gate($0) }
        let site = try engine.gateSite(
            GateOrder(
                target: input.on,
                task: input.task,
                phase: input.phase,
                path: input.path.map(surroundings.absolute),
                repository: elsewhere?.name
            ),
            request,
            tools: tools
        )
        let gates: [any Gate]
        if named.isEmpty {
            let set = input.set.flatMap { GateSet(rawValue: $0.rawValue) } ?? .preflight
            let levels = try GateRun(at: site, time: time)
            gates = catalogue.gates(in: set).filter { gate in
                site.takes(gate.description) && levels.level(of: gate.description) != .off
            }
        } else {
            gates = named
        }
        guard !gates.isEmpty else { throw GateError.nothing }
        let hints = Dictionary(
            gates.map { ($0.description.name, $0.description.hint) },
            uniquingKeysWith: { $1 }
        )
        let changed = try await engine.run(gates, at: site, request) {
            GateRunReport($0, hints).json
        }
        return try reply(changed) { GateRunReport($0, hints) }
    }
}

extension GateDetail {
    /// How many cases of a kind are shown.
    private static let shownMax = 8

    fileprivate mutating func fill<G: Gate>(from gate: G) {
        let all = gate.cases
        cases = all.count
        refuses = Array(all.filter { !$0.mustPass }.map(\.name).prefix(Self.shownMax))
        passes = Array(all.filter(\.mustPass).map(\.name).prefix(Self.shownMax))
    }
}
