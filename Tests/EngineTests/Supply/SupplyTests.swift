import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Supply")
struct SupplyTests {
    private let sum = Array("example.org/a v1.2.0 h1:abc=\n".utf8)

    private func entry(_ version: String?) -> RegisteredSupply {
        RegisteredSupply(
            id: SupplyID(.go, "example.org/a"),
            licence: "MIT",
            version: version,
            reason: nil
        )
    }

    @Test("A dependency that is not registered, or at another version, is a finding with its line")
    func findings() {
        let files = [(path: "go.sum", bytes: sum)]
        let bare = SupplyCheck(files, against: [])
        #expect(bare.findings.map { "\($0.path):\($0.line)" } == ["go.sum:1"])
        #expect(SupplyCheck(files, against: [entry("v1.1.0")]).findings.count == 1)
        #expect(SupplyCheck(files, against: [entry("v1.2.0")]).findings.isEmpty)
        #expect(SupplyCheck(files, against: [entry(nil)]).findings.isEmpty)
        let broken = SupplyCheck([("go.sum", Array("a b".utf8))], against: [entry(nil)])
        #expect(broken.findings.count == 1)
    }

    @Test("A licence that is not taken is a finding, where the dependency is registered at all")
    func licences() {
        let files = [(path: "go.sum", bytes: sum)]
        let policy = LicencePolicy(allowed: ["ISC"])
        let found = SupplyCheck(files, against: [entry("v1.1.0")], under: policy).findings
        #expect(found.map(\.fault) == [.version, .licence])
        #expect(found.last?.text == "go:example.org/a is under MIT, which is not allowed.")
        #expect(
            SupplyCheck(files, against: [], under: policy).findings.map(\.fault) == [.unregistered]
        )
        let open = LicencePolicy(allowed: ["MIT"])
        #expect(SupplyCheck(files, against: [entry(nil)], under: open).findings.isEmpty)
    }

    @Test("What is registered anew takes the place of what was")
    func registeredAnew() async throws {
        try await TestWorkspace.with { workspace in
            let (old, new) = (entry("v1.1.0"), entry("v1.2.0"))
            for entry in [old, new, new] { try await workspace.change { try $0.register(entry) } }
            #expect(try workspace.read { try $0.supply.register() } == [new])
            #expect(try workspace.verification().difference == nil)
        }
    }
}
