import Documents
import Model
import Store

extension GateDescription {
    package static let licences = GateDescription(
        "licences",
        "A change uses nothing under a licence that the repository does not take.",
        on: [.delivery, .worktree],
        at: [.acceptance],
        level: .block,
        hint: "Use something else, or let whoever answers for it change [licences] in "
            + ".worklead/gates.toml."
    )
}

/// Whether the lock files of a change name what is registered under another licence than those
/// that are taken.
struct LicencesGate: Gate {
    let description = GateDescription.licences
    private let policy: LicencePolicy?

    init(_ settings: GateSettings) {
        policy = settings.licences
    }

    struct Material: Sendable {
        var files: [SourceFile]
        var register: [RegisteredSupply]
        var policy: LicencePolicy
    }

    func material(at site: GateSite) throws -> Material {
        guard let policy else { throw GateSkip("No licences are named in .worklead/gates.toml.") }
        return Material(
            files: try site.lockFiles().files,
            register: try site.read { try $0.supply.register() },
            policy: policy
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let check = SupplyCheck(
            material.files.map { ($0.path, $0.bytes) },
            against: material.register,
            under: material.policy
        )
        // What is not registered, or can't be read, is for the gate that asks for that.
        let found = check.findings.filter { $0.fault == .licence }
        return GateJudgement(
            found.map { GateFinding($0.text, path: $0.path, line: $0.line) },
            figure: GateFigure(check.count, "dependencies")
        )
    }

    var cases: [GateCase<Material>] {
        let open = LicencePolicy(allowed: ["MIT", "BSD-*"], forbidden: [])
        let closed = LicencePolicy(allowed: [], forbidden: ["AGPL-*"])
        return [
            .refuses("a licence that is not allowed", Self.material("GPL-3.0-only", open)),
            .refuses("one of two that both hold", Self.material("MIT AND GPL-3.0-only", open)),
            .refuses("a licence that is forbidden", Self.material("AGPL-3.0-or-later", closed)),
            .refuses("what is no SPDX expression", Self.material("MIT or so", open)),
            .passes("an allowed licence", Self.material("BSD-3-Clause", open)),
            .passes("one of two to choose from", Self.material("GPL-2.0-only OR MIT", open)),
            .passes("what is not forbidden", Self.material("GPL-3.0-only", closed)),
        ]
    }

    private static func material(_ licence: String, _ policy: LicencePolicy) -> Material {
        let id = SupplyID(.go, "example.org/mod")
        return Material(
            files: [SourceFile("go.sum", "example.org/mod v1.2.0 h1:abc=\n")],
            register: [RegisteredSupply(id: id, licence: licence, version: nil, reason: nil)],
            policy: policy
        )
    }
}
