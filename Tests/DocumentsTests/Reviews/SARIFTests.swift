import Digests
import Documents
import Model
import Testing

@Suite("SARIF logs, in and out")
struct SARIFTests {
    private func read(_ results: String, _ rest: String = "") throws -> SARIFReader.Log {
        try SARIFReader(root: "/repo").read(
            """
            {"version":"2.1.0","$schema":"x","runs":[{"tool":{"driver":{"name":"lint","rules":[
              {"id":"R1","defaultConfiguration":{"level":"error"},
               "messageStrings":{"m":{"text":"use {0}, not {1}"}}}]}},
              "results":[\(results)]\(rest)}],"unknown":{"a":[1]}}
            """
        )
    }

    private func result(_ members: String) -> String {
        "{\"message\":{\"text\":\"bad\"}\(members.isEmpty ? "" : ",")\(members)}"
    }

    @Test(
        "Levels become severities, the rule's where the result has none",
        arguments: [
            ("\"level\":\"error\"", Severity.high), ("\"level\":\"warning\"", .medium),
            ("\"level\":\"note\"", .low), ("\"level\":\"none\"", .low), ("", .medium),
            ("\"ruleId\":\"R1\"", .high), ("\"ruleIndex\":0", .high),
            ("\"level\":\"note\",\"properties\":{\"severity\":\"blocking\"}", .blocking),
        ]
    )
    func severities(_ members: String, _ severity: Severity) throws {
        #expect(try read(result(members)).findings.map(\.severity) == [severity])
    }

    @Test(
        "Places are told from the repository's top on; what lies elsewhere has none",
        arguments: [
            ("src/a.swift", "src/a.swift"), ("./src/a.swift", "src/a.swift"),
            ("file:///repo/src/a%20b.swift", "src/a b.swift"), ("/repo/a", "a"),
            ("file:///etc/passwd", nil), ("../a", nil), ("src/../../a", nil),
            ("https://example.org/a", nil), ("/repository/a", nil), ("a%00b", nil), ("%FF", nil),
        ] as [(String, String?)]
    )
    func places(_ uri: String, _ path: String?) throws {
        let location = """
            "locations":[{"physicalLocation":{"artifactLocation":{"uri":"\(uri)"},
            "region":{"startLine":3,"endLine":5,"startColumn":2}}}]
            """
        let finding = try #require(try read(result(location)).findings.first)
        #expect(finding.place == path.map { AnchorPlace($0, LineRange(3, 5)) })
    }

    @Test("A base of the run is put before relative places")
    func bases() throws {
        let location = """
            "locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.c","uriBaseId":"S"}}}]
            """
        let bases = ",\"originalUriBaseIds\":{\"S\":{\"uri\":\"file:///repo/src/\"}}"
        let finding = try #require(try read(result(location), bases).findings.first)
        #expect(finding.place == AnchorPlace("src/a.c"))
    }

    @Test("What its tool says is no finding is counted, not read")
    func passedOver() throws {
        let log = try read(
            [
                result("\"kind\":\"pass\""), result("\"baselineState\":\"absent\""),
                result("\"suppressions\":[{\"kind\":\"inSource\"}]"),
                result("\"suppressions\":[{\"kind\":\"external\",\"status\":\"underReview\"}]"),
            ].joined(separator: ",")
        )
        #expect(log.passedOver == 3)
        #expect(log.findings.count == 1)
    }

    @Test("A message of the rule is filled in")
    func messages() throws {
        let log = try read(
            "{\"ruleId\":\"R1\",\"message\":{\"id\":\"m\",\"arguments\":[\"let\",\"var\"]}}"
        )
        #expect(log.findings.first?.text == "use let, not var")
    }

    @Test("The same fingerprints give the same one, in whatever order and wherever the line is")
    func fingerprints() throws {
        let log = try read(
            [
                result(
                    "\"partialFingerprints\":{\"a/v1\":\"1\",\"b/v1\":\"2\"},\"level\":\"note\""
                ),
                result("\"partialFingerprints\":{\"b/v1\":\"2\",\"a/v1\":\"1\"}"),
                result("\"partialFingerprints\":{\"a/v1\":\"3\"}"), result(""),
            ].joined(separator: ",")
        )
        let prints = log.findings.map(\.fingerprint)
        #expect(prints[0] != nil && prints[0] == prints[1])
        #expect(prints[2] != nil && prints[2] != prints[0])
        #expect(prints[3] == nil)
    }

    @Test(
        "What is no SARIF 2.1.0 log is refused, and it is said why",
        arguments: [
            ("{", "sarif.not_json"), ("[]", "sarif.other_version"),
            ("{\"version\":\"2.0.0\",\"runs\":[]}", "sarif.other_version"),
            ("{\"version\":\"2.1.0\"}", "sarif.no_runs"),
        ]
    )
    func refused(_ text: String, _ code: String) {
        #expect {
            _ = try SARIFReader(root: "/repo").read(text)
        } throws: {
            ($0 as? SARIFError)?.code == code
        }
    }

    @Test("A log that nests without end is refused")
    func deep() {
        #expect {
            _ = try SARIFReader(root: "/repo").read(String(repeating: "[", count: 100_000))
        } throws: {
            ($0 as? SARIFError)?.code == "sarif.not_json"
        }
    }

    @Test("A log with more results than are taken is refused whole")
    func tooMany() {
        let many = Array(repeating: result(""), count: SARIFReader.resultsMax + 1)
        #expect(throws: SARIFError.tooMany(limit: SARIFReader.resultsMax)) {
            _ = try read(many.joined(separator: ","))
        }
    }

    @Test("What is written is read back: severity, words, place and fingerprint")
    func roundTrip() throws {
        let review = Review(
            id: ReviewID(trusted: "RV-1"),
            repository: RepositoryName(trusted: "api"),
            task: nil,
            base: nil,
            focus: nil,
            authors: [AgentID(trusted: "ada")],
            reviewer: AgentID(trusted: "vera"),
            state: .open(Review.Round(number: 1, commit: "c1", delivery: nil))
        )
        let findings = Severity.allCases.enumerated().map { number, severity in
            Finding(
                id: FindingID(trusted: "F-\(number)"),
                review: review.id,
                round: 1,
                severity: severity,
                text: "\"\(severity)\" é\n",
                anchor: nil,
                owner: AgentID(trusted: "ada")
            )
        }
        let place = AnchorPlace("src/a b#é%.swift", LineRange(3, 5))
        let log = SARIFWriter(version: "1").log(
            of: review,
            root: "/repo",
            commit: "c1",
            findings: findings.map { ($0, place) }
        )
        let read = try SARIFReader(root: "/repo").read(log.canonicalText).findings
        #expect(read.map(\.severity) == Severity.allCases)
        #expect(read.map(\.text) == findings.map(\.text))
        #expect(read.allSatisfy { $0.place == place })
        #expect(Set(read.compactMap(\.fingerprint)).count == findings.count)
    }
}
