import Documents
import Engine
import Model
import Testing

@Suite("Gates by their own cases")
struct GateSelftestTests {
    @Test("Every built-in gate refuses what it must and passes what it must")
    func builtIn() throws {
        for gate in try GateCatalogue().gates {
            let proof = gate.proof(at: nil)
            #expect(proof.faults.isEmpty, "\(proof.gate): \(proof.faults)")
            #expect(proof.refusing > 0 && proof.passing > 0, "\(proof.gate)")
        }
    }

    @Test("The names are all different, and each says what to do")
    func descriptions() throws {
        let all = try GateCatalogue().gates.map(\.description)
        #expect(Set(all.map(\.name)).count == all.count)
        for description in all {
            _ = try GateName(description.name.text)
            #expect(description.summary.hasSuffix("."), "\(description.name)")
            #expect(description.hint.hasSuffix("."), "\(description.name)")
            #expect(!description.targets.isEmpty, "\(description.name)")
        }
    }

    /// A gate as its author imagined it.
    private struct Imagined: Gate {
        let description = GateDescription(
            "imagined",
            "All is well.",
            on: [.workspace],
            level: .block,
            hint: "Mend it."
        )
        var limit = 3
        var cases: [GateCase<Int>]

        func material(at site: GateSite) throws -> Int { 0 }

        func judge(_ material: Int) throws -> GateJudgement {
            GateJudgement(material > limit ? [GateFinding("It is \(material).")] : [])
        }
    }

    @Test("A gate that can't fail, refuses too much or breaks is found out")
    func unproven() {
        let fine = Imagined(cases: [.refuses("four", 4), .passes("three", 3)])
        #expect(fine.proof(at: nil).faults.isEmpty)
        let untested = Imagined(cases: [.passes("three", 3)])
        #expect(untested.proof(at: nil).faults == ["It has no case that it must refuse."])
        let blind = Imagined(limit: .max, cases: [.refuses("four", 4)])
        #expect(blind.proof(at: nil).faults == ["It passes 'four', which it must refuse."])
        let strict = Imagined(limit: 0, cases: [.refuses("four", 4), .passes("three", 3)])
        #expect(strict.proof(at: nil).faults == ["It refuses 'three', which it must pass."])
        let broken = Imagined(cases: [
            .refuses("four", 4),
            GateCase(name: "none", mustPass: true) { _ in throw GateError.nothing },
        ])
        let faults = broken.proof(at: nil).faults
        #expect(faults.count == 1 && faults[0].hasPrefix("It can't judge 'none'"))
    }

    @Test("A command that can't be tried is not proven, and one has no built-in gate's name")
    func commands() throws {
        func settings(_ name: String) -> GateSettings {
            var settings = GateSettings()
            settings.commands = [
                CommandDefinition(
                    name: GateName(trusted: name),
                    summary: "A.",
                    command: ["true"],
                    level: .block,
                    hint: "B.",
                    isAskedAtDelivery: false,
                    refuses: [CommandDefinition.Case(name: "c", files: ["a": "b"])],
                    passes: []
                )
            ]
            return settings
        }
        let gate = try GateCatalogue(settings("lint_all")).gate(GateName(trusted: "lint_all"))
        #expect(gate.proof(at: nil).faults.count == 1)
        #expect(throws: GateError.taken(GateName(trusted: "scope"))) {
            _ = try GateCatalogue(settings("scope"))
        }
        #expect(throws: GateError.unknown(GateName(trusted: "secret"), near: "secrets")) {
            _ = try GateCatalogue().gate(GateName(trusted: "secret"))
        }
    }
}
