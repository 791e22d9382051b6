import Digests
import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let evidenceSteps: [Step] = [
        ("add evidence", { try await $0.addEvidence() }),
        ("add evidence", { try await $0.addEvidence() }),
        ("seal evidence", { try await $0.sealEvidence() }),
        ("seal evidence", { try await $0.sealEvidence() }),
        (
            "pin evidence",
            { history in
                let (id, pin) = (try history.bundle(), history.chance.pick(Pin.allCases))
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.evidence.pin(id, as: pin)
                }
            }
        ),
        (
            "unpin evidence",
            { history in
                let (id, pin) = (try history.bundle(), history.chance.pick(Pin.allCases))
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.evidence.unpin(id, from: pin)
                }
            }
        ),
        (
            "collect evidence",
            { history in
                let count = Int.random(in: 1...2, using: &history.chance)
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.evidence.collect(keeping: count)
                }
            }
        ),
    ]

    /// A bundle that exists, mostly.
    private func bundle() throws -> BundleID {
        let all = try workspace.read { try $0.evidence.bundles().map(\.bundle.id) }
        return all.isEmpty || chance.oneIn(20) ? BundleID(trusted: "none") : chance.pick(all)
    }

    private func addEvidence() async throws {
        let (key, name) = (key(), chance.text(upTo: 9))
        let delivery = deliveries[key]?.id
        try await workspace.change(as: session()) { change in
            let id = try change.evidence.open(for: key, in: nil).id
            let file = EvidenceFile(path: "data/a", digest: Digest(of: name), bytes: 1)
            try change.evidence.add(AddedEvidence(files: [file], delivery: delivery), to: id)
        }
    }

    private func sealEvidence() async throws {
        // Mostly one that can be sealed, or few would ever be.
        let open = try workspace.read { try $0.evidence.bundles().map(\.bundle) }
            .filter { $0.state == .open }.map(\.id)
        let id = open.isEmpty || chance.oneIn(4) ? try bundle() : chance.pick(open)
        try await workspace.change(as: session()) { change in
            let files = Int64(try change.view.evidence.files(of: id).count)
            let seal = Seal(digest: Digest(of: id.text), files: files, bytes: 1, signer: "ada")
            _ = try change.evidence.seal(id, as: seal)
        }
    }
}
