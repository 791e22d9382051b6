import Digests
import Operations
import Testing

@Suite("One contract, whichever way an operation is asked for")
struct ContractTests {
    /// The operations that anybody can be answered anywhere: not those that declare that they need
    /// the caller's place, or the gateway.
    private static let everywhere = OperationTable.all.entries.filter {
        !$0.needsPlace && !$0.needsGateway
    }

    private static let steps = ContractCases.all.flatMap { noun, steps in
        steps.enumerated().map { (name: "\(noun) \($0): \($1.name)", step: $1) }
    }

    @Test("Each operation has a case that is answered and one that is refused, and no other has")
    func coverage() {
        let cases = Self.steps.compactMap(\.step.asCase)
        let names = Set(Self.everywhere.map(\.name))
        let answered = Set(cases.filter { $0.refusal == nil }.map(\.operation))
        let refused = Set(cases.filter { $0.refusal != nil }.map(\.operation))
        #expect(names.subtracting(answered) == [], "no case is answered")
        #expect(names.subtracting(refused) == [], "no case is refused")
        #expect(answered.union(refused).subtracting(names) == [], "not in the table, or not so")
    }

    @Test("In this process, through the client and over HTTP each step comes to the same")
    func sameAnswers() async throws {
        async let ofEmbedded = Self.transcript(.embedded)
        async let ofClient = Self.transcript(.client)
        async let ofDocuments = Self.transcript(.documents)
        let (embedded, client, documents) = try await (ofEmbedded, ofClient, ofDocuments)
        for (index, (name, step)) in Self.steps.enumerated() {
            guard let asked = step.asCase, let answer = embedded[index] else { continue }
            if let fault = asked.fault(of: answer) {
                Issue.record("\(name): \(fault)")
            }
            for (way, other) in [("client", client[index]), ("documents", documents[index])]
            where other != answer {
                Issue.record(
                    """
                    \(name) differs by \(way):
                    \(answer.canonicalText)
                    \(other?.canonicalText ?? "nothing")
                    """
                )
            }
        }
    }

    /// What each step comes to, with what is the place's own left out.
    private static func transcript(_ way: ContractWay) async throws -> [JSONValue?] {
        let place = try ContractPlace(way)
        var answers: [JSONValue?] = []
        for (_, step) in steps {
            answers.append(try await place.take(step).map(place.normalized))
        }
        try await refusals(place, way)
        return answers
    }

    /// What needs the gateway is refused without one, and what needs a place where there is none.
    private static func refusals(_ place: ContractPlace, _ way: ContractWay) async throws {
        for entry in OperationTable.all.entries {
            var options = CallOptions()
            options.dryRun = entry.effect.isMutation
            if entry.needsGateway {
                let answer = try await place.ask(entry, entry.example, options, as: "founder")
                let code = way == .embedded ? "gateway.absent" : nil
                #expect(answer["code"]?.stringValue == code, "\(way): \(answer.canonicalText)")
            } else if entry.needsPlace, way != .embedded {
                let answer = try await place.ask(entry, entry.example, options, as: "founder")
                #expect(answer["code"] == "gateway.place_needed", "\(answer.canonicalText)")
            }
        }
    }

    @Test("A change asked again under its key is answered with its first answer")
    func keys() async throws {
        let place = try ContractPlace(.embedded)
        for (index, (name, step)) in Self.steps.enumerated() {
            let key = "key-\(index)"
            guard let first = try await place.take(step, key: key), let asked = step.asCase,
                asked.refusal == nil
            else { continue }
            let entry = try OperationTable.all.entry(named: asked.operation)
            guard entry.effect.isMutation, !entry.isRepeatable else { continue }
            let again = try #require(try await place.take(step.again, key: key))
            if entry.name == "token.create" {
                #expect(again["code"] == "token.shown", "\(name): \(again.canonicalText)")
            } else {
                #expect(again["data"] == first["data"], "\(name): \(again.canonicalText)")
                #expect(again["rev"] == first["rev"], "\(name)")
            }
        }
    }
}

extension ContractStep {
    fileprivate var name: String { asCase?.operation ?? "work" }

    /// The step once more, without keeping anything of its answer.
    fileprivate var again: ContractStep {
        guard let asked = asCase else { return self }
        return .call(
            ContractCase(
                asked.operation,
                asked.input,
                asked.asker,
                refusal: asked.refusal,
                kept: [:]
            )
        )
    }
}
