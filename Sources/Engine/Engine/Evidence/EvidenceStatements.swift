import Digests
import Model
import Store

/// What can be stated of a sealed bundle to others: in-toto statements (Statement v1).
package struct EvidenceStatements: Sendable {
    package static let testResult = "https://in-toto.io/attestation/test-result/v0.1"
    package static let summary = "https://in-toto.io/attestation/svr/v0.2"

    /// A statement, and what it states.
    package struct Statement: Sendable {
        package let predicateType: String
        package let json: JSONValue
    }

    package let all: [Statement]

    /// Reads what stands of the bundle in a snapshot.
    ///
    /// - Returns: A test result for the last replay that was gathered, and a verification summary
    ///   where the delivery was accepted; nothing for a bundle without a delivery.
    package init(of bundle: EvidenceStore.Stored, in view: View) throws {
        guard let seal = bundle.bundle.seal, let id = bundle.delivery,
            let stored = try view.deliveries.delivery(id)
        else {
            all = []
            return
        }
        let subjects: JSONValue = [
            [
                "name": .string(bundle.bundle.id.text),
                "digest": ["sha256": .string(seal.digest.hex)],
            ],
            [
                "name": .string("git:\(stored.delivery.commit)"),
                "digest": ["gitCommit": .string(stored.delivery.commit)],
            ],
        ]
        var statements: [Statement] = []
        if let replay = try bundle.replay.flatMap(view.replays.replay) {
            let predicate = Self.result(of: replay)
            statements.append(Self.statement(Self.testResult, subjects, predicate))
        }
        if stored.outcome == .accepted, let verdict = stored.verdict, let at = stored.decidedAt {
            let name = try view.workspace.name()?.text ?? ""
            let predicate = Self.summary(verdict, at, workspace: name)
            statements.append(Self.statement(Self.summary, subjects, predicate))
        }
        all = statements
    }

    private static func statement(
        _ type: String,
        _ subjects: JSONValue,
        _ predicate: JSONValue
    ) -> Statement {
        Statement(
            predicateType: type,
            json: [
                "_type": "https://in-toto.io/Statement/v1",
                "subject": subjects,
                "predicateType": .string(type),
                "predicate": predicate,
            ]
        )
    }

    private static func result(of replay: ReplayStore.Stored) -> JSONValue {
        let results = replay.event.record["results"]?.arrayValue ?? []
        let passed = results.filter { $0["passed"]?.boolValue == true }
        let failed = results.filter { $0["passed"]?.boolValue != true }
        let word =
            switch ReplayGrade(rawValue: replay.event.grade) {
            case .verified: "PASSED"
            case .verifiedWithGaps: "WARNED"
            case .notVerified, nil: "FAILED"
            }
        var configuration: [JSONValue] = []
        for (name, field) in [("replay-profile", "profile"), ("environment", "environment")] {
            guard let digest = replay.event.record[field]?.stringValue.flatMap({ Digest($0) })
            else { continue }
            configuration.append(
                ["name": .string(name), "digest": ["sha256": .string(digest.hex)]]
            )
        }
        return [
            "result": .string(word),
            "configuration": .array(configuration),
            "passedTests": .array(passed.map { $0["command"] ?? "" }),
            "warnedTests": .array(replay.event.gaps.map(JSONValue.string)),
            "failedTests": .array(failed.map { $0["command"] ?? "" }),
        ]
    }

    private static func summary(
        _ verdict: Verdict,
        _ at: Timestamp,
        workspace: String
    ) -> JSONValue {
        var properties: [JSONValue] = ["WORKLEAD_REPLAYED", "WORKLEAD_ACCEPTED"]
        if verdict.waivedGaps != nil { properties.append("WORKLEAD_GAPS_WAIVED") }
        return [
            "verifier": ["id": .string("worklead:\(workspace)/\(verdict.judge)")],
            "timeCreated": .string(at.text),
            "properties": .array(properties),
        ]
    }
}
