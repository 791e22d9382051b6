import Engine
import Model
import Store
import TestSupport
import Testing

/// Answers, deadlines, claims, sweeps and clocks in any order.
@Suite("A decision is settled once and escalated once, in whatever order things happen")
struct DecisionHistoryTests {
    @Test("Against a model that knows only what was promised", arguments: 1...40)
    func anyOrder(_ seed: UInt64) async throws {
        try await TestWorkspace.with(seed: seed) { workspace in
            var chance = SplitMix64(seed: seed)
            let ada = try await workspace.session(of: "ada")
            let lea = try await workspace.session(of: "lea", as: .lead)
            for number in 1...4 { try await workspace.task("T-\(number)") }
            for step in 1...120 {
                let act = Int.random(in: 0..<10, using: &chance)
                let ids = try workspace.read { view in
                    try view.decisions.decisions(DecisionFilter(), at: view.now, limit: 99)
                        .map(\.decision.id)
                }
                let id = ids.isEmpty ? DecisionID(trusted: "D-0") : chance.pick(ids)
                let session = chance.pick([ada, lea, workspace.founder])
                let option = chance.pick(["a", "b"])
                let key = TaskKey(trusted: "T-\(Int.random(in: 1...4, using: &chance))")
                let wait = Duration.seconds(Int.random(in: 1...90, using: &chance))
                let kind = chance.pick(Decision.Kind.allCases)
                let hasDefault = !chance.oneIn(4)
                do {
                    switch act {
                    case 0, 1:
                        let draft = DecisionDraft(
                            text: "Which?",
                            kind: kind,
                            options: DecisionTests.options,
                            fallback: hasDefault ? (OptionName(trusted: "a"), wait) : nil,
                            tasks: [key]
                        )
                        try await workspace.change(as: session) {
                            _ = try $0.decisions.ask(draft)
                        }
                    case 2, 3:
                        try await workspace.change(as: session) {
                            _ = try $0.decisions.answer(
                                [(id, OptionName(trusted: option))],
                                note: nil
                            )
                        }
                    case 4:
                        try await workspace.change(as: session) {
                            _ = try $0.decisions.withdraw(id, because: "none")
                        }
                    case 5:
                        try await workspace.claim(key, as: ada, lease: .seconds(20))
                    case 6: try await workspace.change(as: session) { _ = try $0.decisions.sweep() }
                    case 7: workspace.time.advance(by: wait)
                    case 8: workspace.time.set(to: workspace.time.now() + .seconds(-50))
                    default:
                        if chance.oneIn(5) { workspace.time.advance(by: Decision.evidenceWithin) }
                        let link = EvidenceLink(kind: .file, name: "a.md", digest: nil)
                        try await workspace.change(as: session) {
                            try $0.decisions.attach([link], to: id, note: nil)
                        }
                    }
                } catch let error as any Reportable where error.category != .failure {
                    // What is refused is looked at below like what is done.
                }
                let fault = try fault(in: workspace)
                #expect(fault == nil, "seed \(seed), step \(step), act \(act)")
                guard fault == nil else { return }
            }
            #expect(try workspace.verification().difference == nil, "seed \(seed)")
        }
    }

    /// What the ledger as a whole breaks.
    private func fault(in workspace: TestWorkspace) throws -> String? {
        let events = try workspace.read {
            try $0.ledger.events(EventFilter(after: 0), limit: .max)
        }
        var asked: [String: Decision] = [:]
        var settled: [String: String] = [:]
        var escalated: Set<String> = []
        // When the latest event after the asking was, whatever the clock did since.
        var seen: [String: Timestamp] = [:]
        for event in events {
            let name = event.subject.name
            for id in asked.keys { seen[id] = max(seen[id] ?? .earliest, event.time) }
            if event.fact.type == "task.claimed" {
                let open = asked.values.filter {
                    settled[$0.id.text] == nil && $0.tasks.contains(TaskKey(trusted: name))
                }
                if let first = open.first { return "\(name) was claimed before \(first.id)" }
            }
            guard event.subject.kind == .decision,
                let change = try DecisionEvent(event.fact, of: DecisionID(trusted: name))
            else { continue }
            switch change {
            case .asked(let decision): asked[name] = decision
            case .answered, .withdrawn, .defaulted:
                if let earlier = settled[name] { return "\(name) was \(earlier) and settled again" }
                settled[name] = event.fact.type
                guard let deadline = asked[name]?.fallback?.deadline else { continue }
                let isDefault = event.fact.type == "decision.defaulted"
                if isDefault != (event.time >= deadline) { return "\(name) at the wrong time" }
            case .escalated:
                if !escalated.insert(name).inserted { return "\(name) was escalated twice" }
            case .delegated, .recorded, .evidenceAdded: continue
            }
        }
        for (id, decision) in asked where settled[id] == nil {
            guard let deadline = decision.fallback?.deadline, let latest = seen[id]
            else { continue }
            if deadline <= latest { return "\(id) is open, though the ledger is past its deadline" }
        }
        return nil
    }
}
