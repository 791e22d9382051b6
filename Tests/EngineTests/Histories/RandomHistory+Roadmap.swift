import Digests
import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    /// Locks, variants, specs, phases, waivers and dependencies.
    static let roadmapSteps: [Step] = [
        (
            "lock a packet",
            { history in
                try await history.plan { key, change in
                    try change.packets.lock(change.view.packetSheet(of: key), by: "fay", "s")
                }
            }
        ),
        (
            "vary a packet",
            { history in
                let packet = TestWorkspace.packet(
                    paths: history.paths(),
                    note: history.chance.text(upTo: 9)
                )
                let new = TaskKey(trusted: "V\(Int.random(in: 1...900, using: &history.chance))")
                try await history.plan { key, change in
                    _ = try change.packets.vary(
                        key,
                        into: TaskEngine.Draft(key: new, packet: packet),
                        supersedes: false
                    )
                }
            }
        ),
        ("spec", { try await $0.changeSpec() }), ("spec", { try await $0.changeSpec() }),
        ("phase", { try await $0.changePhase() }),
        ("waiver", { try await $0.changeWaiver() }), ("waiver", { try await $0.changeWaiver() }),
        ("waiver", { try await $0.changeWaiver() }),
        (
            "register a dependency",
            { history in
                let entry = RegisteredSupply(
                    id: SupplyID(.cargo, history.chance.pick(["a", "b"])),
                    licence: history.chance.pick(["MIT", "ISC"]),
                    version: nil,
                    reason: nil
                )
                try await history.plan { _, change in try change.register(entry) }
            }
        ),
    ]

    private static let spec = SpecName(trusted: "master")

    private func changeSpec() async throws {
        let step = Int.random(in: 0...4, using: &chance)
        let text = chance.pick(["one", "two", "three"])
        let evidence = SpecEvidence(
            path: "a",
            line: Int64.random(in: 1...2, using: &chance),
            commit: "c1",
            digest: Digest(of: text)
        )
        let section = chance.pick(["a", "b"])
        let clauses = ["It MUST be.", "It MUST do."].map { words in
            SpecClause(
                anchor: ClauseAnchor(section: section, sentence: words),
                level: .must,
                text: words,
                line: 1
            )
        }
        let clause = chance.pick(clauses)
        try await plan { key, change in
            let name = Self.spec
            let anchor = clause.anchor.words
            switch step {
            case 0:
                try change.specs.register(name, "spec.md", in: RepositoryName(trusted: "api"))
            case 1: try change.specs.lock(name, at: "c1", Digest(of: text), clauses)
            case 2: try change.specs.tie(name, anchor, to: .task(key))
            case 3: try change.specs.tie(name, anchor, to: .evidence(evidence))
            default: try change.specs.untie(name, anchor, from: evidence.place)
            }
        }
    }

    private func changePhase() async throws {
        let name = PhaseName(trusted: "P\(Int.random(in: 1...4, using: &chance))")
        let (isOpening, isEditing) = (chance.oneIn(2), chance.oneIn(2))
        let specs = chance.oneIn(3) ? [Self.spec] : []
        try await plan { key, change in
            if isOpening {
                try change.phases.open(name, title: nil, specs: specs)
            } else if isEditing {
                try change.tasks.edit(key, TaskEdit(phase: name.text))
            } else {
                let found = specs.map {
                    SpecFound(name: $0, version: 1, commit: "c1", faults: [])
                }
                try change.phases.close(name, found)
            }
        }
    }

    private func changeWaiver() async throws {
        let phase = PhaseName(trusted: "P\(Int.random(in: 1...4, using: &chance))")
        let id = WaiverID(trusted: "W-\(Int.random(in: 1...9, using: &chance))")
        let (isGranting, isOfTask) = (chance.oneIn(2), chance.oneIn(2))
        try await plan { key, change in
            guard isGranting else { return try change.waivers.revoke(id, because: "mended") }
            _ = try change.waivers.grant(
                WaiverGrant(
                    rule: "scope",
                    task: isOfTask ? key : nil,
                    phase: isOfTask ? nil : phase,
                    reason: "why",
                    until: isOfTask ? change.now + .seconds(60) : nil
                )
            )
        }
    }
}
