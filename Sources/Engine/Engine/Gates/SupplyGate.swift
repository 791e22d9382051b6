import Documents
import Model
import Store

extension GateDescription {
    package static let supply = GateDescription(
        "supply",
        "A change uses what is registered, in its lock files.",
        on: [.delivery, .worktree],
        at: [.acceptance],
        level: .advise,
        hint: "Vet each, then register it with `worklead supply register`."
    )
}

/// Whether the lock files of a change name what nobody has vetted.
struct SupplyGate: Gate {
    let description = GateDescription.supply

    struct Material: Sendable {
        var files: [SourceFile]
        var register: [RegisteredSupply]
        /// Lock files that are too large to be looked at.
        var unread: [String] = []
    }

    func material(at site: GateSite) throws -> Material {
        let locked = try site.lockFiles()
        return Material(
            files: locked.files,
            register: try site.read { try $0.supply.register() },
            unread: locked.tooLarge
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let check = SupplyCheck(
            material.files.map { ($0.path, $0.bytes) },
            against: material.register
        )
        return GateJudgement(
            check.findings.map { GateFinding($0.text, path: $0.path, line: $0.line) }
                + material.unread.map {
                    GateFinding("This lock file is too large to be looked at.", path: $0)
                },
            figure: GateFigure(check.count, "dependencies")
        )
    }

    var cases: [GateCase<Material>] {
        let sum = "example.org/mod v1.2.0 h1:abc=\n"
        let known = RegisteredSupply(
            id: SupplyID(.go, "example.org/mod"),
            licence: "MIT",
            version: "v1.2.0",
            reason: nil
        )
        let older = RegisteredSupply(id: known.id, licence: "MIT", version: "v1.1.0", reason: nil)
        return [
            .refuses(
                "a dependency that is not registered",
                Material(files: [SourceFile("go.sum", sum)], register: [])
            ),
            .refuses(
                "another version than the registered one",
                Material(files: [SourceFile("go.sum", sum)], register: [older])
            ),
            .refuses(
                "a lock file that can't be read",
                Material(files: [SourceFile("Cargo.lock", "[[package")], register: [known])
            ),
            .refuses(
                "a lock file that is too large",
                Material(files: [], register: [known], unread: ["package-lock.json"])
            ),
            .passes(
                "what is registered",
                Material(files: [SourceFile("go.sum", sum)], register: [known])
            ),
        ]
    }
}
